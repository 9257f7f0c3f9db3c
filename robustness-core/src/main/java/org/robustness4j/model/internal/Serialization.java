package org.robustness4j.model.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;

/** Objects as the bytes that Java writes them as, to be made again by processes of the same code. */
public final class Serialization {

    private Serialization() {}

    /**
     * An object as bytes.
     *
     * @throws IllegalArgumentException if the object, or one that it refers to, is not {@link java.io.Serializable}
     */
    public static byte[] bytes(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (NotSerializableException e) {
            throw new IllegalArgumentException(
                    "A " + object.getClass().getName() + " cannot be sent to other processes, because it holds a "
                            + e.getMessage() + ", which is not Serializable; make that class implement it",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "A " + object.getClass().getName() + " cannot be sent to other processes: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /**
     * The object that bytes of this process or of another one that is trusted stand for; the classes are those that the
     * thread sees. Whoever makes such bytes decides what code runs here: bytes from a file need
     * {@link #object(InputStream, ObjectInputFilter)}.
     *
     * @throws IllegalArgumentException if a class is missing or of another version
     */
    public static Object object(byte[] bytes) {
        try (ObjectInputStream in = new ContextObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "What another process sent cannot be read: " + e
                            + "; run the same version of Robustness4J, of the model's and of the attack's classes everywhere",
                    e);
        }
    }

    /**
     * The object in a stream that somebody else may have written.
     *
     * @param bytes the stream, which is closed
     * @param filter which classes, and how much of them, it may be made of; the others are neither initialised nor made
     * @throws IllegalArgumentException if it is made of others, or is no object
     */
    public static Object object(InputStream bytes, ObjectInputFilter filter) {
        try (ObjectInputStream in = new ContextObjectInputStream(bytes)) {
            in.setObjectInputFilter(filter);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw new IllegalArgumentException("It is not made of what was stored, or is of another version: " + e, e);
        }
    }

    private static final class ContextObjectInputStream extends ObjectInputStream {

        private ContextObjectInputStream(InputStream bytes) throws IOException {
            super(bytes);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(
                        description.getName(), false, Thread.currentThread().getContextClassLoader());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
