package org.robustness4j.internal.replay;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.internal.numpy.NpyWriter;
import org.robustness4j.internal.results.ResultsFolder;

/**
 * Writes candidates and their clean samples as files for other programs: {@code .npy}, the exact float32 values, and
 * for images of one channel or of three {@code .png} of 16 bits a channel.
 */
public final class CandidateExport {

    private static final int LONGEST_NAME = 150;
    private static final int HASH_DIGITS = 12;

    private final Path folder;
    private final Map<String, Integer> names = new HashMap<>();

    /**
     * Creates an export; writes nothing yet.
     *
     * @param folder gets a folder for each evaluation
     */
    public CandidateExport(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes {@code <sample>-clean} and {@code <sample>-adversarial} for each stored candidate of an evaluation, and
     * {@code <sample>-mask} for sequences with padding.
     *
     * @return the folder of the evaluation
     * @throws java.io.UncheckedIOException if a file cannot be written
     */
    public Path write(CandidateReplay replay) {
        Path own = folder.resolve(name(replay.evaluation().test().displayName()));
        BrokenSamples stored = replay.stored();
        Domain domain = Domain.range(
                replay.evaluation().attack().threat().minimum(),
                replay.evaluation().attack().threat().maximum());
        for (int i = 0; i < stored.size(); i++) {
            if (stored.shape().masked()) {
                writeMask(own, stored.index(i) + "-mask", stored.shape(), stored.clean(i));
            }
            write(own, stored.index(i) + "-clean", stored, domain, stored.clean(i));
            write(
                    own,
                    stored.index(i) + "-adversarial",
                    stored,
                    domain,
                    stored.adversarial().get(i));
        }
        return own;
    }

    /** Of evaluations under one name, such as those of several models, the later ones get a number. */
    private String name(String test) {
        String name = fileName(test);
        int number = names.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + "-" + number;
    }

    /**
     * File systems take names of 255 bytes: of a long one the beginning stays, and a hash tells it from others that
     * begin so.
     */
    private static String fileName(String test) {
        String name = test.replaceAll("[^A-Za-z0-9._=+-]", "_");
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        String hash = Sha256.hex(test.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, LONGEST_NAME) + "-" + hash.substring(0, HASH_DIGITS);
    }

    /** Which steps of a sequence are there. */
    private static void writeMask(Path folder, String name, InputShape shape, float[] row) {
        float[] mask = Arrays.copyOfRange(row, shape.maskIndex(0), shape.maskIndex(shape.width()));
        ResultsFolder.replace(
                folder.resolve(name + ".npy"), out -> new NpyWriter(out).floats(List.of(shape.width()), List.of(mask)));
    }

    private static void write(Path folder, String name, BrokenSamples stored, Domain domain, float[] sample) {
        List<Integer> shape = LongStream.of(stored.shape().batch(1))
                .skip(1)
                .mapToObj(Math::toIntExact)
                .toList();
        float[] values = Arrays.copyOf(sample, stored.shape().values());
        ResultsFolder.replace(folder.resolve(name + ".npy"), out -> new NpyWriter(out).floats(shape, List.of(values)));
        if (SixteenBitPicture.canDraw(stored.shape())) {
            ResultsFolder.replace(
                    folder.resolve(name + ".png"), new SixteenBitPicture(stored.shape(), domain).png(sample));
        }
    }
}
