package dev.example;

import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Path;

/** Attaches the agent to itself, twice, after one class is loaded and before another is. */
public class Attaches {

  public static void main(String[] args) throws Exception {
    Class.forName("dev.example.Subject");
    attach(args[0]);
    Hello.main(args);
    attach(args[0]);
  }

  private static void attach(String agent) throws Exception {
    VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
    self.loadAgent(Path.of(agent).toAbsolutePath().toString());
    self.detach();
  }
}
