package org.robustness4j.internal.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.robustness4j.internal.hash.Sha256;

/** A SHA-256 over values of several kinds, each with its length, so that no two lists of values run together. */
final class ContentHash {

    private final MessageDigest digest = Sha256.digest();

    ContentHash add(byte[] bytes) {
        return add(bytes, 0);
    }

    /** Adds the bytes from one on. */
    ContentHash add(byte[] bytes, int from) {
        int length = bytes.length - from;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        digest.update(bytes, from, length);
        return this;
    }

    ContentHash add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    ContentHash add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    ContentHash add(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return add(bytes.array());
    }

    /** The hash of all values, in hexadecimal; nothing can be added afterwards. */
    String hex() {
        return Sha256.hex(digest);
    }
}
