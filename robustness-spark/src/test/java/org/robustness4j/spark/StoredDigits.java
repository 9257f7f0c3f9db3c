package org.robustness4j.spark;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.robustness4j.data.Samples;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;

/**
 * The reference network and the first MNIST test images as files.
 *
 * @param folder where
 * @param samples what is in them
 */
public record StoredDigits(Path folder, Samples samples) {

    public static StoredDigits in(Path folder, int images) throws IOException {
        StoredDigits digits = new StoredDigits(folder, ReferenceData.mnist(images));
        Files.createDirectories(folder);
        digits.write("images.idx", false, true);
        digits.write("labels.idx", false, false);
        ModelSerializer.writeModel(
                ReferenceModels.mnistCnn(), folder.resolve("digits.zip").toFile(), false);
        return digits;
    }

    /** Writes the packed files too. */
    public StoredDigits packed() throws IOException {
        write("images.idx.gz", true, true);
        write("labels.idx.gz", true, false);
        return this;
    }

    public String file(String name) {
        return folder.resolve(name).toUri().toString();
    }

    private void write(String name, boolean isPacked, boolean isImages) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name));
                DataOutputStream out = new DataOutputStream(isPacked ? new GZIPOutputStream(file) : file)) {
            out.writeInt(isImages ? 0x803 : 0x801);
            out.writeInt(samples.size());
            if (isImages) {
                out.writeInt(28);
                out.writeInt(28);
            }
            for (int i = 0; i < samples.size(); i++) {
                if (isImages) {
                    for (float value : samples.input(i)) {
                        out.writeByte(Math.round(value * 255));
                    }
                } else {
                    out.writeByte(samples.label(i));
                }
            }
        }
    }
}
