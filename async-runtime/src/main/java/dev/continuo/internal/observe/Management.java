package dev.continuo.internal.observe;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Registers beans with the platform's server. {@link Registration#of} is the way in: it does not
 * need the module {@code java.management}.
 */
final class Management implements Registration {

  private static final System.Logger LOG = System.getLogger("dev.continuo");

  private final MBeanServer server;
  private final ObjectName name;

  private Management(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  static Management register(LoopBean bean) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      ObjectName name =
          new ObjectName("dev.continuo:type=EventLoop,name=" + ObjectName.quote(bean.getName()));
      var unused = server.registerMBean(bean, name);
      return new Management(server, name);
    } catch (InstanceAlreadyExistsException e) {
      throw new IllegalStateException(
          "an event loop is registered under the name " + bean.getName() + " already", e);
    } catch (JMException e) {
      throw new IllegalStateException("the event loop could not be registered", e);
    }
  }

  @Override
  public void remove() {
    try {
      server.unregisterMBean(name);
    } catch (JMException e) {
      LOG.log(System.Logger.Level.DEBUG, "the bean was removed by somebody else", e);
    }
  }
}
