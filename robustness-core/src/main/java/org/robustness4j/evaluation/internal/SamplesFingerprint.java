package org.robustness4j.evaluation.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.robustness4j.data.Samples;

/**
 * The hash of samples, which is the same for the same indices, labels and values. It is the hash of the hashes of all samples, so
 * that it can be computed from the hashes of parts.
 */
public record SamplesFingerprint(Samples samples) {

    /** SHA-256, in hexadecimal. */
    public String sha256() {
        MessageDigest digest = digest();
        forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256 of each sample, one after the other. */
    public byte[] ofEach() {
        ByteBuffer hashes = ByteBuffer.allocate(Math.multiplyExact(samples.size(), digest().getDigestLength()));
        forEach(hashes::put);
        return hashes.array();
    }

    /** One hash at a time, since those of all samples need not fit into one array. */
    private void forEach(Consumer<byte[]> hashes) {
        MessageDigest digest = digest();
        ByteBuffer bytes = ByteBuffer.allocate((2 + samples.shape().features()) * Integer.BYTES);
        for (int i = 0; i < samples.size(); i++) {
            bytes.clear().putInt(samples.index(i)).putInt(samples.label(i));
            for (float value : samples.input(i)) {
                bytes.putFloat(value);
            }
            hashes.accept(digest.digest(bytes.array()));
        }
    }

    /** The digest for the hashes of all samples, in their order. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
