package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.Coroutine;
import dev.continuo.DeadlineExceededException;
import dev.continuo.LimitOverrunException;
import dev.continuo.QueueFull;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.sync.MemoryChannel;
import dev.continuo.sync.ReceiveChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A chat with rooms: {@code ./sample net/chat-server 7778}, then {@code nc localhost 7778}.
 *
 * <p>The first line is a name, the second a room; what follows goes to everybody in the room. No
 * lock anywhere: all clients are served by one thread, and only an await lets another one run. A
 * client that is too slow for the room loses lines, and does not hold the others up; one that sends
 * a line without end, or goes away without a word, has left.
 */
class ChatServer {

  static final ServerOptions OPTIONS = ServerOptions.DEFAULT.withLimit(1000);
  private static final int LINES_KEPT = 100;
  private static final Duration FAREWELL = ofSeconds(2);

  /** How long a client may take to say who it is. */
  private final Duration patience;

  /** Who is in which room, with what is to be sent to them. */
  private final Map<String, Map<String, MemoryChannel<String>>> rooms = new LinkedHashMap<>();

  ChatServer(Duration patience) {
    this.patience = patience;
  }

  private void tell(String room, String line) {
    for (MemoryChannel<String> member : rooms.getOrDefault(room, Map.of()).values()) {
      try {
        member.sender().sendNowait(line);
      } catch (QueueFull e) {
        // too slow: this one misses the line
      }
    }
  }

  /** Whether there is room for this name; then its lines come through the channel. */
  private boolean enter(String room, String name, MemoryChannel<String> outbox) {
    Map<String, MemoryChannel<String>> members =
        rooms.computeIfAbsent(room, r -> new LinkedHashMap<>());
    return members.putIfAbsent(name, outbox) == null;
  }

  private void leave(String room, String name) {
    Map<String, MemoryChannel<String>> members = rooms.getOrDefault(room, Map.of());
    members.remove(name);
    if (members.isEmpty()) {
      rooms.remove(room);
    }
    tell(room, name + " leaves");
  }

  @Async
  Coroutine<Void> serve(Connection client) {
    try {
      String name = await(waitFor(answer(client, "Your name?"), patience));
      String room = await(waitFor(answer(client, "Which room?"), patience));
      MemoryChannel<String> outbox = MemoryChannel.of(LINES_KEPT);
      if (name.isEmpty() || room.isEmpty()) {
        await(client.writer().write("That is no name\n"));
      } else if (enter(room, name, outbox)) {
        await(talk(client, name, room, outbox));
      } else {
        await(client.writer().write(name + " is here already\n"));
      }
    } catch (LimitOverrunException e) {
      await(refuse(client, "A line has at most " + OPTIONS.limit() + " bytes\n"));
    } catch (IOException | DeadlineExceededException e) {
      client.abort(); // it has gone, or says nothing
    }
    return done();
  }

  @Async
  private static Coroutine<String> answer(Connection client, String question) throws IOException {
    await(client.writer().write(question + "\n"));
    String line = await(client.reader().readLine());
    return value(line == null ? "" : printable(line).strip());
  }

  /** Control characters could do anything to the terminals of the others. */
  private static String printable(String line) {
    return line.replaceAll("\\p{Cntrl}", "");
  }

  @Async
  private Coroutine<Void> talk(
      Connection client, String name, String room, MemoryChannel<String> outbox)
      throws IOException {
    Task<Void> sending = createTask(send(outbox.receiver(), client));
    try {
      tell(room, name + " comes in");
      for (String line : each(client.reader().lines())) {
        tell(room, name + ": " + printable(line));
      }
    } finally {
      leave(room, name); // before its channel is closed: nobody may send to it any more
      outbox.sender().close();
      await(waitFor(sending, FAREWELL));
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

  /** Says why, and drops what the client still sends: else it could not read the answer. */
  @Async
  private static Coroutine<Void> refuse(Connection client, String why) {
    try {
      await(client.writer().write(why), IOException.class);
      client.writer().writeEof();
      await(timeoutOrNull(FAREWELL, () -> drop(client)));
    } catch (IOException e) {
      client.abort();
    }
    return done();
  }

  @Async
  private static Coroutine<Void> drop(Connection client) {
    for (byte[] unused : each(client.reader().blocks())) {
      // goes nowhere
    }
    return done();
  }

  @Async
  static Coroutine<Void> main(int port) {
    ChatServer chat = new ChatServer(ofSeconds(60));
    Server server = await(Streams.startServer(chat::serve, "localhost", port, OPTIONS));
    try {
      System.out.println("Listening at " + server.addresses());
      await(server.serveForever());
    } finally { // clients that do not read are aborted then
      await(timeoutOrNull(FAREWELL, server::closeAsync));
    }
    return done();
  }

  public static void main(String[] args) {
    run(main(args.length > 0 ? Integer.parseInt(args[0]) : 7778));
  }
}
