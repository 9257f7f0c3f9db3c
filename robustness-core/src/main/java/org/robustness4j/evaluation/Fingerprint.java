package org.robustness4j.evaluation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.robustness4j.data.Samples;

/** Tells whether two evaluations were made on the same samples: indices, labels and every bit of the values. */
public record Fingerprint(Samples samples) {

    /** SHA-256, in hexadecimal. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int features = samples.shape().features();
            for (int i = 0; i < samples.size(); i++) {
                ByteBuffer bytes = ByteBuffer.allocate((2 + features) * Integer.BYTES)
                        .putInt(samples.index(i))
                        .putInt(samples.label(i));
                for (float value : samples.input(i)) {
                    bytes.putFloat(value);
                }
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
