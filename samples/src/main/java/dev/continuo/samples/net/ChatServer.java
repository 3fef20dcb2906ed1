package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;

import dev.continuo.Coroutine;
import dev.continuo.QueueFull;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.Streams;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A chat with rooms: {@code ./sample net/chat-server 7778}, then {@code nc localhost 7778}.
 *
 * <p>The first line is a name, the second a room; what follows goes to everybody in the room. No
 * lock anywhere: all clients are served by one thread, and only an await lets another one run. A
 * client that is too slow for the room loses lines, and does not hold the others up.
 */
class ChatServer {

  private static final int LINES_KEPT = 100;

  /** Who is in which room, with what is to be sent to them. */
  private final Map<String, Map<String, MemoryChannel<String>>> rooms = new LinkedHashMap<>();

  private void tell(String room, String line) {
    for (MemoryChannel<String> member : rooms.getOrDefault(room, Map.of()).values()) {
      try {
        member.sender().sendNowait(line);
      } catch (QueueFull e) {
        // too slow: this one misses the line
      }
    }
  }

  @Async
  Coroutine<Void> serve(Connection client) {
    await(client.writer().write("Your name?\n"));
    String name = await(client.reader().readLine());
    await(client.writer().write("Which room?\n"));
    String room = await(client.reader().readLine());
    if (name == null || room == null) {
      return done();
    }
    Map<String, MemoryChannel<String>> members =
        rooms.computeIfAbsent(room, r -> new LinkedHashMap<>());
    MemoryChannel<String> outbox = MemoryChannel.of(LINES_KEPT);
    if (members.putIfAbsent(name, outbox) != null) {
      await(client.writer().write(name + " is here already\n"));
      return done();
    }
    try (var both = taskGroup()) {
      both.createTask(send(outbox.receiver(), client));
      tell(room, name + " comes in");
      for (String line : each(client.reader().lines())) {
        tell(room, name + ": " + line);
      }
      outbox.sender().close();
    } finally {
      members.remove(name);
      tell(room, name + " leaves");
      if (members.isEmpty()) {
        rooms.remove(room);
      }
    }
    return done();
  }

  @Async
  private static Coroutine<Void> send(ReceiveChannel<String> lines, Connection client) {
    for (String line : each(lines)) {
      await(client.writer().write(line + "\n"));
    }
    return done();
  }

  @Async
  static Coroutine<Void> main(int port) {
    try (Server server = await(Streams.startServer(new ChatServer()::serve, "localhost", port))) {
      System.out.println("Listening at " + server.addresses());
      await(server.serveForever());
    }
    return done();
  }

  public static void main(String[] args) {
    run(main(args.length > 0 ? Integer.parseInt(args[0]) : 7778));
  }
}
