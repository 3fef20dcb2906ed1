package dev.continuo.samples.http;

import dev.continuo.annotation.Blocking;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET and HEAD from the files below a root. Links are followed as long as they stay below
 * it; names that begin with a dot are not there, but for {@code .well-known} (RFC 8615); only plain
 * files are opened, as a named pipe would block for ever.
 */
class FileService {

  /** A body up to this length is read before the answer begins, by the thread that is there. */
  private static final int SMALL = 1 << 16;

  private final Path root;
  private final boolean lists;

  /**
   * Makes one.
   *
   * @param root an existing folder
   * @param lists whether a folder without index.html is shown as a list
   */
  FileService(Path root, boolean lists) throws IOException {
    this.root = root.toRealPath();
    this.lists = lists;
  }

  /** The answer; if its body is long it leaves the file open. */
  @Blocking
  Response answer(Request request, OpenFile file) throws IOException {
    try {
      return find(request, Target.of(request.target()), file);
    } catch (AccessDeniedException e) {
      return Response.message(403, null);
    }
  }

  private Response find(Request request, Target target, OpenFile file) throws IOException {
    Path path = real(pathOf(target.names()));
    if (path == null) {
      return Response.message(404, null);
    }
    if (Files.isDirectory(path)) {
      if (!target.isFolder()) {
        return Response.message(301, null).with("Location", target.asFolder());
      }
      Path index = real(path.resolve("index.html"));
      if (index != null && Files.isRegularFile(index)) {
        return send(request, index, file);
      }
      return lists ? list(path, target) : Response.message(404, null);
    }
    boolean isFile = !target.isFolder() && Files.isRegularFile(path);
    return isFile ? send(request, path, file) : Response.message(404, null);
  }

  private @Nullable Path pathOf(List<String> names) {
    Path path = root;
    for (String name : names) {
      try {
        Path next = Path.of(name);
        if (isHidden(name) || next.isAbsolute() || !next.toString().equals(name)) {
          return null;
        }
        if (next.getNameCount() != 1) { // an encoded slash
          return null;
        }
        path = path.resolve(next);
      } catch (InvalidPathException e) {
        return null;
      }
    }
    return path;
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") && !name.equals(".well-known");
  }

  /** Where a path really is; null if nowhere, or not below the root. */
  private @Nullable Path real(@Nullable Path path) throws IOException {
    if (path == null) {
      return null;
    }
    try {
      Path real = path.toRealPath();
      return real.startsWith(root) ? real : null;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) { // not there, below a file, a link to itself, a name too long
      return null;
    }
  }

  private Response list(Path folder, Target target) throws IOException {
    String page = Listing.page(folder, target.names(), this::isShown);
    return Response.of(200, Response.text(page))
        .with("Content-Type", "text/html; charset=utf-8")
        .with("Cache-Control", "no-cache");
  }

  private boolean isShown(Path entry) {
    if (isHidden(entry.getFileName().toString())) {
      return false;
    }
    try {
      Path real = real(entry);
      return real != null && (Files.isRegularFile(real) || Files.isDirectory(real));
    } catch (IOException e) {
      return false;
    }
  }

  private Response send(Request request, Path path, OpenFile file) throws IOException {
    file.open(path);
    long size = file.size();
    Instant now = Instant.now();
    Instant changed =
        Files.readAttributes(path, BasicFileAttributes.class).lastModifiedTime().toInstant();
    Conditions conditions = Conditions.of(changed, size);
    Response response = select(request, size, conditions, MediaTypes.of(name(path)), now);
    Instant modified = conditions.modified();
    response
        .with("Last-Modified", HttpDate.format(modified.isAfter(now) ? now : modified))
        .with("ETag", conditions.tag())
        .with("Accept-Ranges", "bytes");
    if (request.isHead() || response.length() <= SMALL) {
      Response whole = request.isHead() ? response : inMemory(response, file);
      file.close();
      return whole;
    }
    return response;
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static Response select(
      Request request, long size, Conditions conditions, String type, Instant now) {
    int failed = conditions.check(request.headers());
    if (failed != Conditions.HOLD) {
      return failed == 304 ? Response.of(304) : Response.message(failed, null);
    }
    String header = request.headers().get("Range");
    List<ByteRange> ranges =
        header == null || request.isHead() || !conditions.rangeCounts(request.headers(), now)
            ? null
            : ByteRange.parse(header, size);
    if (ranges == null) {
      return (size == 0
              ? Response.of(200)
              : Response.of(200, new Response.Slice(new ByteRange(0, size - 1))))
          .with("Content-Type", type);
    }
    if (ranges.isEmpty()) {
      return Response.message(416, null).with("Content-Range", "bytes */" + size);
    }
    if (ranges.size() > 1) {
      return multipart(ranges, size, type);
    }
    ByteRange only = ranges.get(0);
    return Response.of(206, new Response.Slice(only))
        .with("Content-Type", type)
        .with("Content-Range", only.contentRange(size));
  }

  /** RFC 9110, 14.6. */
  private static Response multipart(List<ByteRange> ranges, long size, String type) {
    String boundary = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    List<Response.Piece> pieces = new ArrayList<>();
    for (ByteRange each : ranges) {
      String part = pieces.isEmpty() ? "--" : "\r\n--";
      part += boundary + "\r\nContent-Type: " + type;
      part += "\r\nContent-Range: " + each.contentRange(size) + "\r\n\r\n";
      pieces.add(Response.text(part));
      pieces.add(new Response.Slice(each));
    }
    pieces.add(Response.text("\r\n--" + boundary + "--\r\n"));
    return Response.of(206, pieces.toArray(Response.Piece[]::new))
        .with("Content-Type", "multipart/byteranges; boundary=" + boundary);
  }

  private static Response inMemory(Response response, OpenFile file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) response.length());
    for (Response.Piece each : response.body()) {
      if (each instanceof Response.Slice slice) {
        file.read(bytes.limit(bytes.position() + (int) each.length()), slice.range().first());
        bytes.limit(bytes.capacity());
      } else {
        bytes.put(((Response.Text) each).bytes());
      }
    }
    return new Response(
        response.status(), response.headers(), List.of(new Response.Text(bytes.array())));
  }
}
