package org.robustness4j.evaluation.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.robustness4j.data.Samples;
import org.robustness4j.internal.hash.Sha256;

/**
 * The hash of samples, which is the same for the same indices, labels and values. It is the hash of the hashes of all
 * samples, so that it can be computed from the hashes of parts.
 */
public record SamplesFingerprint(Samples samples) {

    /** SHA-256, in hexadecimal. */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        forEach(digest::update);
        return Sha256.hex(digest);
    }

    /** The SHA-256 of each sample, one after the other. */
    public byte[] ofEach() {
        ByteBuffer hashes = ByteBuffer.allocate(
                Math.multiplyExact(samples.size(), Sha256.digest().getDigestLength()));
        forEach(hashes::put);
        return hashes.array();
    }

    /** One hash at a time, since those of all samples need not fit into one array. */
    private void forEach(Consumer<byte[]> hashes) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer bytes = ByteBuffer.allocate((2 + samples.shape().features()) * Integer.BYTES);
        for (int i = 0; i < samples.size(); i++) {
            bytes.clear().putInt(samples.index(i)).putInt(samples.label(i));
            for (float value : samples.input(i)) {
                bytes.putFloat(value);
            }
            hashes.accept(digest.digest(bytes.array()));
        }
    }
}
