package dev.continuo.transform.plan;

/**
 * What the parts of one {@code @Async} method are called.
 *
 * @param host internal name of the class
 * @param isInterface whether the host is an interface
 * @param method the name that the user wrote
 * @param frameClass internal name of the coroutine class
 * @param body name of the method that holds the code
 * @param bodyDescriptor its descriptor
 * @param isBodyStatic whether the body takes the receiver as its first parameter, or has none
 * @param passesFields whether the arguments are read from the frame because there are too many
 */
public record CoroutineNames(
    String host,
    boolean isInterface,
    String method,
    String frameClass,
    String body,
    String bodyDescriptor,
    boolean isBodyStatic,
    boolean passesFields) {}
