package org.robustness4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.robustness4j.hostile.Harmless.measuredWithin;
import static org.robustness4j.hostile.Harmless.refused;
import static org.robustness4j.hostile.Harmless.refusedWithin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.cache.CacheKey;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.internal.cache.EvaluationCache;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.internal.numpy.NpyArray;
import org.robustness4j.internal.numpy.NpyWriter;
import org.robustness4j.internal.numpy.NpzFile;
import org.robustness4j.internal.results.BaselineFile;
import org.robustness4j.internal.results.CandidateFile;
import org.robustness4j.internal.results.ResultsFile;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.SampleSetRecord;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** NumPy files, result files, baselines and cache entries that somebody else put there. */
class HostileFilesTests {

    private static final RunOptions OPTIONS = RunOptions.seed(1);
    private static final ThreatModel THREAT = ThreatModel.untargeted(Norm.LINF, 0.2, Domain.range(0, 1));
    private static final Samples SAMPLES = LinearModel.samples(40);

    private static final long SMALL = 16L << 20;

    @TempDir
    Path folder;

    private static byte[] npy(String type, String shape, int bytes) {
        StringBuilder header =
                new StringBuilder("{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }");
        while ((header.length() + 11) % 64 != 0) {
            header.append(' ');
        }
        header.append('\n');
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(header.length() & 0xff);
        out.write(header.length() >> 8);
        out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[bytes]);
        return out.toByteArray();
    }

    private interface Arrays {

        void write(ZipOutputStream zip) throws IOException;
    }

    private Path npz(Arrays arrays) throws IOException {
        Path file = Files.createTempFile(folder, "hostile", ".npz");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(1);
            arrays.write(zip);
        }
        return file;
    }

    private Path npz(String name, byte[] content) throws IOException {
        return npz(zip -> add(zip, name, content, 0));
    }

    private static void add(ZipOutputStream zip, String name, byte[] content, long zeros) throws IOException {
        byte[] chunk = new byte[1 << 20];
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        for (long left = zeros; left > 0; left -= chunk.length) {
            zip.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
        zip.closeEntry();
    }

    private static DynamicTest badArrays(String what, Path file, String... parts) {
        return refused(what, () -> NpzFile.read(file), parts);
    }

    @TestFactory
    Stream<DynamicTest> arraysOfNumpy() throws IOException {
        long half = 200L << 20;
        long quarter = 54L << 20;
        Path millions = npz(zip -> {
            for (String name : List.of("index", "label", "prediction")) {
                add(zip, name + ".npy", npy("<i4", quarter / 4 + ",", 0), quarter);
            }
        });
        return Stream.of(
                badArrays(
                        "2^40 values that are not there",
                        npz("clean.npy", npy("<f4", "1048576, 1048576", 64)),
                        "clean.npy",
                        "takes 4398046511104 bytes, but at most 268435456"),
                badArrays(
                        "60 million values that are not there",
                        npz("clean.npy", npy("<f4", "60000000,", 64)),
                        "takes 240000000 bytes, but there are 64"),
                badArrays(
                        "more values than a long counts",
                        npz("clean.npy", npy("<f4", "2147483647, 2147483647, 2147483647", 64)),
                        "more values than there can be"),
                badArrays(
                        "more axes than NumPy has",
                        npz("clean.npy", npy("<f4", "1, ".repeat(20_000), 4)),
                        "more than NumPy's axes take"),
                badArrays(
                        "values that go on for megabytes",
                        npz(zip -> add(zip, "clean.npy", npy("<f4", "1,", 4), 256L << 20)),
                        "takes 4 bytes, but there are more"),
                badArrays(
                        "two arrays that are too much together",
                        npz(zip -> {
                            add(zip, "clean.npy", npy("|u1", half + ",", 0), half);
                            add(zip, "adversarial.npy", npy("|u1", half + ",", 0), half);
                        }),
                        "adversarial.npy",
                        "at most 58720256 are read, of 268435456 for all arrays"),
                badArrays(
                        "an array twice",
                        new RawZip()
                                .entry("a.npy", npy("<i4", "1,", 4))
                                .entry("a.npy", npy("<i4", "1,", 4))
                                .write(folder.resolve("twice.npz")),
                        "the array a.npy twice"),
                badArrays(
                        "a hundred thousand arrays",
                        npz(zip -> {
                            for (int i = 0; i < 100_000; i++) {
                                add(zip, i + ".npy", npy("<i4", "0,", 0), 0);
                            }
                        }),
                        "more than 100 arrays"),
                badArrays(
                        "a name of 60,000 characters",
                        npz("a".repeat(60_000), npy("<i4", "1,", 4)),
                        "more than 200 characters"),
                badArrays(
                        "a type of 60,000 characters",
                        npz("clean.npy", npy("f".repeat(60_000), "1,", 4)),
                        "its values are of the type fff"),
                badArrays(
                        "a header of 60,000 characters",
                        npz("clean.npy", npy("<f4", "x".repeat(60_000), 4)),
                        "its header is {'descr': '<f4'"),
                badArrays("no array", npz("clean.npy", new byte[1000]), "does not begin as a .npy array"),
                refused(
                        "candidates without axes",
                        () -> new CandidateFile(candidates("", 4)).read(Layout.FLAT, 1),
                        "cannot be used"),
                refused(
                        "candidates of 0 features",
                        () -> new CandidateFile(candidates("1, 0", 0)).read(Layout.FLAT, 1),
                        "cannot be used"),
                refused(
                        "fewer candidates than were stored",
                        () -> new CandidateFile(candidates("1, 1", 4)).read(Layout.FLAT, 1L << 40),
                        "it has 1 broken samples, but 1099511627776 were stored"),
                refused(
                        "candidates of another shape",
                        () -> new CandidateFile(candidates("1, 1", 4)).read(InputShape.flat(2), 1),
                        "its samples are of the shape"),
                refusedWithin(
                        SMALL,
                        "candidates by the million where few were stored",
                        () -> new CandidateFile(millions).read(InputShape.flat(1), 1000),
                        "takes 56623104 bytes, but at most 20000 are read"),
                refused(
                        "more candidates than are ever stored",
                        () -> new CandidateFile(millions).read(Layout.FLAT, 14_155_776),
                        "at most 10485760 are read, of 67108864 for all arrays"));
    }

    private Path candidates(String shape, int bytes) throws IOException {
        return npz(zip -> {
            for (String name : List.of("index", "label", "prediction")) {
                add(zip, name + ".npy", npy("<i4", "1,", 4), 0);
            }
            for (String name : List.of("clean", "adversarial")) {
                add(zip, name + ".npy", npy("<f4", shape, bytes), 0);
            }
        });
    }

    /** The parts in which an array grows: 65,536 values are the first, and 4 times as many the next. */
    @Test
    void largeArraysAreReadAsTheyAre() throws IOException {
        for (int length : new int[] {0, 1, 65_535, 65_536, 65_537, 400_000, 5_000_000}) {
            int[] values = IntStream.range(0, length).map(i -> i * 31).toArray();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new NpyWriter(out).ints(List.of(length), values);

            assertThat(NpyArray.read(new ByteArrayInputStream(out.toByteArray()))
                            .ints())
                    .isEqualTo(values);
        }
    }

    private Path sparse(String name, long length) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(length);
        }
        return file;
    }

    @TestFactory
    Stream<DynamicTest> resultsAndBaselines() throws IOException {
        Path huge = sparse("huge.json", 8L << 30);
        String deep = "{\"schemaVersion\": 1, \"entries\": " + "[".repeat(900) + "]".repeat(900) + "}";
        String many = "{\"schemaVersion\": 1, \"entries\": [" + "{},".repeat(4_000_000) + "{}]}";
        String objects = "{},".repeat(1_500_000) + "{}";
        String evaluations =
                "{\"schemaVersion\": " + ResultsFile.SCHEMA_VERSION + ", \"evaluations\": [" + objects + "]}";
        String groups = "{\"schemaVersion\": " + ResultsFile.SCHEMA_VERSION + ", \"evaluations\": [{"
                + "\"samples\": 0, \"outcomes\": {}, \"attackSuccessRate\": null, \"robustAccuracy\": null,"
                + " \"cleanAccuracy\": null, \"distances\": {}, \"groups\": [" + objects + "]}]}";
        String entries = "{\"schemaVersion\": " + BaselineFile.SCHEMA_VERSION + ", \"entries\": [" + objects + "]}";
        String ascending =
                IntStream.range(0, 1_000_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        return Stream.of(
                badResults("results of gigabytes", huge, "8589934592 bytes or more, but at most 67108864"),
                badResults("results of 900 levels", text(deep), "more than 50 levels"),
                badResults("results of four million objects", text(many), "more than 3000000 names and values"),
                badResults(
                        "results of a million evaluations and a half",
                        text(evaluations),
                        "1500001 evaluations, but at most 100000"),
                badResults("millions of empty groups", text(groups), "groups"),
                badBaseline("a baseline of a million entries and a half", text(entries), "1500001 evaluations"),
                refusedWithin(
                        SMALL,
                        "ranges of samples that overlap",
                        () -> new SampleSetRecord("", "0-99999999,".repeat(10_000) + "0", "", "", ""),
                        "The samples 0-99999999 stand behind 99999999"),
                refusedWithin(
                        SMALL,
                        "a million ranges of samples, the last of which goes back",
                        () -> new SampleSetRecord("", "", "", ascending + ",0", ""),
                        "The samples 0 stand behind 999999"),
                refused(
                        "samples beyond any data set",
                        () -> new SampleSetRecord("", "", "0-999999999", "", ""),
                        "up to 99999999"),
                badBaseline("a baseline of gigabytes", huge, "8589934592 bytes or more", "delete it and create it"),
                badBaseline("a baseline of 900 levels", text(deep), "more than 50 levels"),
                badBaseline("a baseline of four million objects", text(many), "more than 3000000 names and values"),
                refused(
                        "candidates outside of the results",
                        () -> new CandidatesRecord("../../elsewhere.npz", Layout.FLAT, 1, 0),
                        "'../../elsewhere.npz' leads out of it"),
                refused(
                        "candidates somewhere on the disk",
                        () -> new CandidatesRecord("/elsewhere.npz", Layout.FLAT, 1, 0),
                        "leads out of it"));
    }

    private Path text(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "hostile", ".json"), text);
    }

    private DynamicTest badResults(String what, Path file, String... parts) throws IOException {
        Path results = Files.createTempDirectory(folder, "results");
        Files.createLink(results.resolve("results-1-hostile.json"), file);
        return refused(what, () -> new ResultsFolder(results).read(), parts);
    }

    private static DynamicTest badBaseline(String what, Path file, String... parts) {
        return refused(what, () -> BaselineFile.read(file), parts);
    }

    /** A cache entry that cannot be used is a warning, and measured anew. */
    @TestFactory
    Stream<DynamicTest> cacheEntries() {
        return Stream.of(
                badEntry("an entry of gigabytes", file -> sparse(file, ".evaluation", 8L << 30), "8589934592 bytes"),
                badEntry("an empty one", file -> Files.write(file, new byte[0]), "does not have the hash"),
                badEntry(
                        "one that goes on with zeros",
                        file -> sparse(file, ".evaluation", 1L << 20),
                        "does not have the hash"),
                badEntry("one of 100,000 levels", file -> hashed(file, "[".repeat(100_000)), "cannot be used"),
                badEntry(
                        "one of no samples",
                        file -> hashed(
                                file,
                                "{\"blockSize\":1,\"samplesSha256\":\"\",\"outcomes\":[],\"examples\":[],"
                                        + "\"forwardEvaluations\":0,\"gradientEvaluations\":0,\"nanoseconds\":0}"),
                        "the outcomes of 0 samples, not of 40"),
                badEntry(
                        "points that go on for megabytes",
                        file -> Files.copy(
                                npz(zip -> add(zip, "index.npy", npy("<i4", "1,", 4), 256L << 20)),
                                replaced(file, ".npz")),
                        "takes 4 bytes, but there are more"),
                badEntry(
                        "points that are not there",
                        file -> Files.copy(npz("index.npy", npy("<i4", "60000000,", 4)), replaced(file, ".npz")),
                        "takes 240000000 bytes, but at most"),
                badEntry(
                        "points by the million",
                        file -> Files.copy(
                                npz(zip -> add(zip, "index.npy", npy("<i4", "13631488,", 0), 52L << 20)),
                                replaced(file, ".npz")),
                        "takes 54525952 bytes, but at most"),
                badEntry(
                        "points of one other sample",
                        file -> Files.copy(candidates("1, 1", 4), replaced(file, ".npz")),
                        "it has 1 broken samples, but"));
    }

    private interface Damage {

        void to(Path entry) throws IOException;
    }

    private static Path replaced(Path entry, String suffix) throws IOException {
        Path file = Path.of(entry.toString().replace(".evaluation", suffix));
        Files.deleteIfExists(file);
        return file;
    }

    private static void sparse(Path entry, String suffix, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(entry.toString().replace(".evaluation", suffix), "rw")) {
            file.setLength(length);
        }
    }

    /** With the hash that an entry begins with: of the length and the content. */
    private static void hashed(Path entry, String json) throws IOException {
        byte[] content = json.getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        Files.writeString(entry, HexFormat.of().formatHex(digest.digest(content)) + json);
    }

    private DynamicTest badEntry(String what, Damage damage, String part) {
        return DynamicTest.dynamicTest(what, () -> {
            Path cache = Files.createTempDirectory(folder, "cache");
            List<String> warnings = new ArrayList<>();
            assertThat(evaluation(cache, warnings).fromCache()).isFalse();
            assertThat(evaluation(cache, warnings).fromCache()).isTrue();
            assertThat(warnings).isEmpty();
            Path entry;
            try (Stream<Path> files = Files.list(cache)) {
                entry = files.filter(file -> file.toString().endsWith(".evaluation"))
                        .findFirst()
                        .orElseThrow();
            }
            damage.to(entry);

            measuredWithin(
                    2 * SMALL,
                    () -> assertThat(evaluation(cache, warnings).fromCache()).isFalse());

            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .contains("is measured anew")
                    .contains(part);
        });
    }

    private static CachedEvaluation evaluation(Path cache, List<String> warnings) {
        RobustnessEvaluator evaluator = new RobustnessEvaluator(LinearModel.UNBIASED.tested(), SAMPLES, OPTIONS);
        CacheKey key = new CacheKey(evaluator, new Fgsm(), THREAT, 0, OPTIONS);
        return new EvaluationCache(cache, warnings::add)
                .get(key, () -> evaluator.evaluate(key.attack(), THREAT, OPTIONS));
    }
}
