package dev.continuo.samples.http;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The page that shows what is in a folder. */
final class Listing {

  private static final int MOST = 10_000;

  private Listing() {}

  /**
   * Makes the page; blocks.
   *
   * @param folder what is shown
   * @param names how the client calls it
   * @param isShown which entries the client may ask for
   */
  static String page(Path folder, List<String> names, Predicate<Path> isShown) throws IOException {
    TreeSet<String> entries = new TreeSet<>();
    boolean hasMore = false;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        if (isShown.test(each)) {
          entries.add(each.getFileName() + (Files.isDirectory(each) ? "/" : ""));
          if (entries.size() > MOST) {
            entries.pollLast();
            hasMore = true;
          }
        }
      }
    }
    String title = escape("/" + String.join("/", names));
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>")
        .append(title)
        .append("</title></head>\n<body><h1>")
        .append(title)
        .append("</h1>\n<ul>\n");
    if (!names.isEmpty()) {
      page.append("<li><a href=\"../\">../</a></li>\n");
    }
    entries.forEach(entry -> page.append(item(entry)));
    page.append("</ul>\n");
    if (hasMore) {
      page.append("<p>and more</p>\n");
    }
    return page.append("</body></html>\n").toString();
  }

  private static String item(String entry) {
    boolean isFolder = entry.endsWith("/");
    String name = isFolder ? entry.substring(0, entry.length() - 1) : entry;
    String address = Target.encode(name) + (isFolder ? "/" : "");
    return "<li><a href=\"" + address + "\">" + escape(entry) + "</a></li>\n";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
