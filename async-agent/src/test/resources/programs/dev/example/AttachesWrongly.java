package dev.example;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.VirtualMachine;
import java.nio.file.Path;

/** Attaches the agent to itself, with an option that there is not, and goes on. */
public class AttachesWrongly {

  public static void main(String[] args) throws Exception {
    VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
    try {
      self.loadAgent(Path.of(args[0]).toAbsolutePath().toString(), "include=x");
      System.out.println("started");
    } catch (AgentInitializationException e) {
      System.out.println("not started");
    }
    self.detach();
    try {
      Hello.main(args);
    } catch (Error e) {
      System.out.println(e);
    }
  }
}
