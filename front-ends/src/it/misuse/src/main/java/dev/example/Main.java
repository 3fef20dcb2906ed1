package dev.example;

/** Loads the classes that are named, so that an agent sees them all. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws ClassNotFoundException {
    for (String name : args) {
      System.out.println(Class.forName(name, false, Main.class.getClassLoader()));
    }
  }
}
