package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robustness4j.hostile.Harmless.measured;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.hostile.Planted;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.spark.internal.driver.KeptBlocks;
import org.robustness4j.spark.internal.executor.BlockRange;
import org.robustness4j.spark.internal.executor.BlockReport;

/** Kept blocks that somebody else put there: their blocks are attacked again. */
class HostileKeptBlocksTests {

    private static final int LENGTH = 123_457;

    @TempDir
    Path folder;

    private static SampleOutcome outcome(int index, Outcome outcome) {
        return new SampleOutcome(index, 0, 0, outcome, 1, 0.1, 0.2, 0.3, 2, null);
    }

    private static BlockReport report(int from, int to, List<SampleOutcome> outcomes, Samples broken) {
        return new BlockReport(
                new BlockRange(from, to, from, to),
                outcomes,
                List.of(new float[] {1, 2}),
                broken,
                new byte[32],
                5,
                6,
                7,
                "here");
    }

    private static Samples broken() {
        return Samples.stored(InputShape.flat(2), new Matrix(1, 2, new float[] {3, 4}), new int[] {0}, new int[] {1});
    }

    private static BlockReport honest() {
        return report(0, 2, List.of(outcome(0, Outcome.ROBUST), outcome(1, Outcome.BROKEN)), broken());
    }

    private List<BlockReport> read(Path file) {
        List<BlockReport> reports = new ArrayList<>();
        new KeptBlocks(file.toAbsolutePath().getParent()).read(reports::add);
        return reports;
    }

    private Path kept(byte[] content) throws IOException {
        String header = "robustness4j blocks 1 sha256 "
                + HexFormat.of().formatHex(Sha256.digest().digest(content)) + "\n";
        byte[] head = header.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        return Files.write(Files.createTempDirectory(folder, "kept").resolve("0000000000-0000000002.blocks"), whole);
    }

    @Test
    void whatWasKeptIsReadBack() {
        KeptBlocks kept = new KeptBlocks(folder.resolve("own"));
        List<SampleOutcome> streamed = Stream.of(outcome(0, Outcome.ROBUST), outcome(1, Outcome.BROKEN))
                .toList();
        for (List<SampleOutcome> outcomes : List.of(streamed, new ArrayList<>(streamed), List.copyOf(streamed))) {
            kept.add(report(0, 2, outcomes, broken()));
            List<BlockReport> reports = new ArrayList<>();

            kept.read(reports::add);

            assertThat(reports).singleElement().usingRecursiveComparison().isEqualTo(report(0, 2, outcomes, broken()));
        }
    }

    @Test
    void whatWouldNotBeReadAgainIsNotKept() throws IOException {
        Path own = folder.resolve("own");
        new KeptBlocks(own).add(honest());
        Path file;
        try (Stream<Path> files = Files.list(own)) {
            file = files.findFirst().orElseThrow();
        }
        long length = Files.size(file);
        KeptBlocks enough = new KeptBlocks(folder.resolve("enough"), length);
        KeptBlocks little = new KeptBlocks(folder.resolve("little"), length - 1);

        enough.add(honest());
        little.add(honest());

        List<BlockReport> reports = new ArrayList<>();
        enough.read(reports::add);
        assertThat(reports).hasSize(1);
        assertThat(folder.resolve("little")).doesNotExist();
    }

    @TestFactory
    Stream<DynamicTest> nothingElseIsReadOrRun() throws IOException {
        assertThat(read(kept(Serialization.bytes(honest())))).hasSize(1);
        return Stream.of(
                refused("code", kept(Serialization.bytes(new Planted.Serialized()))),
                refused("sets in sets", kept(Serialization.bytes((Serializable) Planted.endless()))),
                refused("code among outcomes", kept(Serialization.bytes(withCode()))),
                refused("points that are not there", kept(withLength(new float[LENGTH], Integer.MAX_VALUE))),
                refused("hashes that are not there", kept(withLength(new byte[LENGTH], Integer.MAX_VALUE - 8))),
                refused("arrays in arrays, each as long as the file", kept(arraysInArrays())),
                refused("hundreds of lists in lists", kept(Serialization.bytes(nested()))),
                refused("text", kept("text".getBytes(StandardCharsets.US_ASCII))),
                refused("nothing", kept(new byte[0])),
                refused("gigabytes", sparse()),
                refused(
                        "blocks that end where they begin",
                        kept(Serialization.bytes(report(0, 0, List.of(), broken())))),
                refused(
                        "fewer outcomes than samples",
                        kept(Serialization.bytes(report(0, 9, honest().outcomes(), broken())))),
                refused(
                        "points of another shape than their samples",
                        kept(Serialization.bytes(report(
                                0,
                                2,
                                honest().outcomes(),
                                Samples.stored(
                                        InputShape.flat(3), new Matrix(1, 3, new float[3]), new int[] {0}, new int[] {1
                                        }))))));
    }

    private DynamicTest refused(String what, Path file) {
        return DynamicTest.dynamicTest(
                what, () -> measured(() -> assertThat(read(file)).isEmpty()));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // as a file may have it
    private static BlockReport withCode() {
        List outcomes = new ArrayList(List.of(outcome(0, Outcome.ROBUST), new Planted.Serialized()));
        return report(0, 2, outcomes, broken());
    }

    /** An array whose length is another one in the file. */
    private static byte[] withLength(Object array, int length) {
        return withLength(array, length, 1000);
    }

    private static byte[] withLength(Object array, int length, int most) {
        byte[] bytes = Serialization.bytes(array);
        for (int i = 0; i + 4 <= bytes.length; i++) {
            if (ByteBuffer.wrap(bytes, i, 4).getInt() == LENGTH) {
                ByteBuffer.wrap(bytes, i, 4).putInt(length);
            }
        }
        return Arrays.copyOf(bytes, Math.min(most, bytes.length));
    }

    /** The first element of each is the next one: each is allocated before the one in it is read. */
    private static byte[] arraysInArrays() {
        Object[] inner = new Object[LENGTH];
        for (int i = 0; i < 8; i++) {
            Object[] outer = new Object[LENGTH];
            outer[0] = inner;
            inner = outer;
        }
        byte[] bytes = withLength(inner, 32 << 20, Integer.MAX_VALUE);
        return Arrays.copyOf(bytes, 32 << 20);
    }

    private static Object nested() {
        Object list = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            list = new ArrayList<>(List.of(list));
        }
        return list;
    }

    private Path sparse() throws IOException {
        Path file = kept(new byte[0]);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(8L << 30);
        }
        return file;
    }
}
