package org.robustness4j.junit.engine.testcases;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.junit.ModelUnderTest;
import org.robustness4j.junit.RobustnessTest;
import org.robustness4j.junit.TestSamples;
import org.robustness4j.junit.TinyDigits;
import org.robustness4j.threat.Norm;

/** A file with a serialised object, once as data and once from somebody who is trusted. */
public class ModelFilesTestCase {

    @ModelUnderTest("data")
    static Path data() {
        return file();
    }

    @ModelUnderTest(value = "trusted", trusted = true)
    static Path trusted() {
        return file();
    }

    @ModelUnderTest(value = "no file", trusted = true)
    static Object noFile() {
        return TinyDigits.network();
    }

    @TestSamples(range = {0, 1})
    static DataSet samples = TinyDigits.samples(12, 2);

    private static Path file() {
        try {
            Path plain = Files.createTempFile("plain", ".zip");
            Path file = Files.createTempFile("serialized", ".zip");
            file.toFile().deleteOnExit();
            ModelSerializer.writeModel(TinyDigits.network(), plain.toFile(), false);
            try (ZipInputStream in = new ZipInputStream(Files.newInputStream(plain));
                    ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                }
                out.putNextEntry(new ZipEntry(ModelSerializer.PREPROCESSOR_BIN));
                ObjectOutputStream objects = new ObjectOutputStream(out);
                objects.writeObject(new ImagePreProcessingScaler(0, 1));
                objects.flush();
            }
            Files.delete(plain);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @RobustnessTest(model = "data", attack = Fgsm.class, norm = Norm.LINF, epsilon = 0.01)
    void isRefused() {}

    @RobustnessTest(model = "trusted", attack = Fgsm.class, norm = Norm.LINF, epsilon = 0.01)
    void isReadAsItIs() {}

    @RobustnessTest(model = "no file", attack = Fgsm.class, norm = Norm.LINF, epsilon = 0.01)
    void isNothingToTrust() {}
}
