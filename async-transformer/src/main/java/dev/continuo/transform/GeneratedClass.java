package dev.continuo.transform;

/**
 * A class that the transformer made: the coroutine class of one {@code @Async} method or lambda.
 *
 * @param internalName its name as in class files, {@code dev/example/Hello$sum$async}
 * @param bytes the class file
 */
// The arrays are handed through, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record GeneratedClass(String internalName, byte[] bytes) {}
