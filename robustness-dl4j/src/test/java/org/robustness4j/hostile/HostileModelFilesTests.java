package org.robustness4j.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.robustness4j.hostile.Harmless.refused;
import static org.robustness4j.hostile.Harmless.refusedWithin;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.model.TestedModel;

/** Model files that would run code, fill memory or take for ever where DL4J reads them, and honest ones that look like them. */
class HostileModelFilesTests {

    private static final String JSON = ModelSerializer.CONFIGURATION_JSON;
    private static final String WEIGHTS = ModelSerializer.COEFFICIENTS_BIN;
    private static final String STATE = ModelSerializer.UPDATER_BIN;
    private static final String NORMALIZER = ModelSerializer.NORMALIZER_BIN;
    private static final String PREPROCESSOR = ModelSerializer.PREPROCESSOR_BIN;

    /** 4 x 5 + 5 + 5 x 3 + 3. */
    private static final int PARAMETERS = 43;

    private static final String PLANTED = "org.robustness4j.hostile.Planted$Initialized";

    @TempDir
    Path folder;

    private Map<String, byte[]> honest = Map.of();
    private String json = "";

    @BeforeEach
    void write() throws IOException {
        honest = entries(save(network("dense"), "honest.zip"));
        json = new String(honest.getOrDefault(JSON, new byte[0]), StandardCharsets.UTF_8);
    }

    private static MultiLayerNetwork network(String name) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(1e-3))
                .list()
                .layer(new DenseLayer.Builder().name(name).nIn(4).nOut(5).build())
                .layer(new OutputLayer.Builder(new LossMCXENT(Nd4j.createFromArray(1f, 2f, 3f)))
                        .nIn(5)
                        .nOut(3)
                        .build())
                .build());
        network.init();
        return network;
    }

    private Path save(MultiLayerNetwork network, String name) throws IOException {
        Path file = folder.resolve(name);
        ModelSerializer.writeModel(network, file.toFile(), true);
        return file;
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private RawZip model() {
        RawZip zip = new RawZip();
        honest.forEach(zip::entry);
        return zip;
    }

    private Path with(String name, byte[] content) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(honest);
        changed.put(name, content);
        RawZip zip = new RawZip();
        changed.forEach(zip::entry);
        return zip.write(Files.createTempFile(folder, "hostile", ".zip"));
    }

    private Path withJson(String changed) throws IOException {
        assertThat(changed).isNotEqualTo(json);
        return with(JSON, changed.getBytes(StandardCharsets.UTF_8));
    }

    private DynamicTest bad(String what, Path file, String... parts) {
        return refused(what, () -> TestedModel.of(file), parts);
    }

    private Path file() throws IOException {
        return Files.createTempFile(folder, "hostile", ".zip");
    }

    private static byte[] serialized(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> serialisedObjectsAreNotRead() throws IOException {
        byte[] planted = serialized(new Planted.Serialized());
        return Stream.of(
                bad(
                        "code in a preprocessor",
                        with(PREPROCESSOR, planted),
                        "preprocessor.bin, a serialised object",
                        "TestedModel.ofTrusted(path)",
                        "@ModelUnderTest(trusted = true)"),
                bad(
                        "sets in sets, of Java's own classes",
                        with(PREPROCESSOR, serialized(Planted.endless())),
                        "preprocessor.bin, a serialised object"),
                bad(
                        "a preprocessor that the table of contents hides",
                        model().hidden(PREPROCESSOR, planted).write(file()),
                        "preprocessor.bin, a serialised object"),
                bad(
                        "a preprocessor that only the table of contents shows",
                        model().onlyListed(PREPROCESSOR, planted).write(file()),
                        "other entries than its table of contents says: [preprocessor.bin]"),
                bad("a serialised normaliser", with(NORMALIZER, planted), "normalizer.bin, a serialised object"),
                bad(
                        "a normaliser that names a class",
                        with(NORMALIZER, normalizer("CUSTOM", out -> out.writeUTF(PLANTED))),
                        "a normaliser of the kind CUSTOM",
                        "TestedModel.ofTrusted(path)"));
    }

    private interface Content {

        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] normalizer(String kind, Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF("NORMALIZER");
        out.writeInt(1);
        out.writeUTF(kind);
        content.write(out);
        return bytes.toByteArray();
    }

    @TestFactory
    Stream<DynamicTest> namesOfClassesAreLookedAt() throws IOException {
        String layer = "\"org.deeplearning4j.nn.conf.layers.DenseLayer\"";
        assertThat(json).contains("\"@class\" : " + layer);
        String activation = "\"activationFn\" : {";
        return Stream.of(
                bad("a class for a layer", withJson(json.replace(layer, quoted(PLANTED))), "the class " + PLANTED),
                bad(
                        "a class of Java's",
                        withJson(json.replace(layer, "\"java.util.HashSet\"")),
                        "the class java.util.HashSet",
                        "no layer, vertex, activation"),
                bad(
                        "a class of ND4J's that is no part of a network",
                        withJson(json.replace(layer, "\"org.nd4j.linalg.factory.Nd4j\"")),
                        "the class org.nd4j.linalg.factory.Nd4j"),
                bad(
                        "a class that is not there",
                        withJson(json.replace(layer, "\"com.example.Missing\"")),
                        "com.example.Missing, which is not on the classpath"),
                bad(
                        "a class behind an escaped name",
                        withJson(json.replace("\"@class\" : " + layer, "\"\\u0040class\" : " + quoted(PLANTED))),
                        "the class " + PLANTED),
                bad(
                        "a class as a type of a type",
                        withJson(json.replace(layer, quoted(PLANTED + "<java.lang.Object>"))),
                        "no name of a class"),
                bad(
                        "a class as the first of an array",
                        withJson(json.replaceFirst(
                                "\"activationFn\" : \\{[^}]*}",
                                "\"activationFn\" : [" + quoted(PLANTED).replace("$", "\\$") + ", {}]")),
                        "the class " + PLANTED),
                bad(
                        "a type of a type as the first of an array",
                        withJson(json.replaceFirst(
                                "\"activationFn\" : \\{[^}]*}",
                                "\"activationFn\" : ["
                                        + quoted("java.util.List<" + PLANTED + ">")
                                                .replace("$", "\\$") + ", {}]")),
                        "is no layer"),
                bad(
                        "a class where nobody looks",
                        withJson(json.replaceFirst(
                                "\\{", "{ \"unknown\" : { \"@class\" : \"" + PLANTED.replace("$", "\\$") + "\" },")),
                        "the class " + PLANTED),
                bad(
                        "the name of a class twice",
                        withJson(json.replace(
                                "\"@class\" : " + layer,
                                "\"@class\" : " + layer + ", \"@class\" : " + quoted(PLANTED))),
                        "has a key twice"),
                bad("a structure for a name", withJson(json.replace(layer, "[" + quoted(PLANTED) + "]")), "'@class'"),
                bad("a second configuration behind the first", withJson(json + "{}"), "goes on after its end"),
                bad("both kinds at once", withJson(json.replaceFirst("\\{", "{ \"vertices\" : {},")), "or with both"),
                bad("neither kind", withJson("{}"), "neither the layers"),
                bad("no JSON", withJson(activation), "is no JSON"));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @TestFactory
    Stream<DynamicTest> memoryIsNotFilled() throws IOException {
        byte[] few = new byte[4 * PARAMETERS];
        Path weights =
                with(WEIGHTS, StoredArray.floats(25 << 20, new byte[100 << 20]).bytes());
        Path state =
                with(STATE, StoredArray.floats(25 << 20, new byte[100 << 20]).bytes());
        return Stream.of(
                bad(
                        "weights that unpack to half a gigabyte",
                        packed(WEIGHTS, 512L << 20),
                        "unpacks to more than",
                        "times its size"),
                bad("a configuration that does", packed(JSON, 64L << 20), "configuration.json", "more than 16384 KiB"),
                bad("a normaliser that does", packed(NORMALIZER, 128L << 20), "normalizer.bin", "more than 65536 KiB"),
                bad("an entry of no model that does", packed("notes.txt", 512L << 20), "unpacks to more than"),
                bad(
                        "a configuration of 100,000 levels",
                        withJson("{\"confs\" : " + "[".repeat(100_000) + "]".repeat(100_000) + "}"),
                        "more than 100 levels"),
                bad(
                        "a configuration of a million layers",
                        withJson("{\"confs\" : [" + "{},".repeat(1_000_000) + "{}]}"),
                        "more than 100000 objects"),
                bad(
                        "two billion weights that are not there",
                        with(WEIGHTS, StoredArray.floats(Integer.MAX_VALUE, few).bytes()),
                        "2147483647 values of 4 bytes, but ends after 172 bytes"),
                bad(
                        "2^61 weights that are not there",
                        with(WEIGHTS, StoredArray.floats(1L << 61, few).bytes()),
                        "values of 4 bytes, but ends after"),
                bad(
                        "an updater's state that is not there",
                        with(STATE, StoredArray.floats(1L << 33, few).bytes()),
                        "but ends after"),
                bad(
                        "a normaliser's mean that is not there",
                        with(NORMALIZER, normalizer("STANDARDIZE", out -> {
                            out.writeBoolean(false);
                            out.write(StoredArray.floats(1L << 33, few).bytes());
                        })),
                        "but ends after"),
                bad(
                        "a shape beyond the values",
                        with(WEIGHTS, new StoredArray(1, 1 << 30, 1, StoredArray.FLOAT, "FLOAT", 43, few).bytes()),
                        "whose shape speaks of 1073741824"),
                bad(
                        "strides that lead out of the values",
                        with(WEIGHTS, new StoredArray(1, 43, 1 << 20, StoredArray.FLOAT, "FLOAT", 43, few).bytes()),
                        "of 43 values",
                        "whose shape speaks of 44040193"),
                bad(
                        "strides that stay on one value",
                        with(WEIGHTS, new StoredArray(1, 1L << 40, 0, StoredArray.FLOAT, "FLOAT", 43, few).bytes()),
                        "whose shape speaks of 1099511627776"),
                bad(
                        "strides that lead backwards",
                        with(WEIGHTS, new StoredArray(1, 43, -1, StoredArray.FLOAT, "FLOAT", 43, few).bytes()),
                        "an impossible shape"),
                bad(
                        "doubles that are bytes",
                        with(WEIGHTS, new StoredArray(1, 43, 1, 1L << 14, "BYTE", 43, few).bytes()),
                        "of the type BYTE",
                        "of the type DOUBLE"),
                bad(
                        "compressed weights",
                        with(WEIGHTS, new StoredArray(1, 43, 1, StoredArray.FLOAT, "COMPRESSED", 43, few).bytes()),
                        "of the type 'COMPRESSED'"),
                bad("weights that are none", with(WEIGHTS, few), "holds no array of ND4J"),
                bad("weights cut short", with(WEIGHTS, new byte[] {0, 16, 'M'}), "ends in the middle of an array"),
                bad(
                        "fewer weights than the network has",
                        with(WEIGHTS, StoredArray.floats(40, new byte[160]).bytes()),
                        "DL4J cannot make a network"),
                bad("a shape of text", shaped("\"1000000\", \"1000000\""), "not made of whole numbers"),
                bad("a shape of fractions", shaped("1e6, 1000000.0"), "not made of whole numbers"),
                bad("a shape of nothing", shaped("null"), "not made of whole numbers"),
                bad("a shape of shapes", shaped("[ 3 ]"), "not made of whole numbers"),
                bad("a shape beyond long", shaped("3, 18446744073709551617"), "not made of whole numbers"),
                refusedWithin(
                        32L << 20,
                        "100 MiB of weights for 43",
                        () -> TestedModel.of(weights),
                        "coefficients.bin, which unpacks to more than 64 KiB"),
                refusedWithin(
                        32L << 20,
                        "100 MiB of an updater's state for 43 parameters",
                        () -> TestedModel.of(state),
                        "updaterState.bin, which unpacks to more than 66 KiB"),
                bad("a layer of gigabytes without weights", withoutWeights(), "a network without parameters"),
                bad(
                        "loss weights of another shape than theirs",
                        withJson(json.replaceFirst("\"shape\" : \\[ 3 ]", "\"shape\" : [ 1000000, 1000000 ]")),
                        "an array of 3 values, whose shape is of 1000000000000"));
    }

    private Path shaped(String axes) throws IOException {
        return withJson(json.replaceFirst("\"shape\" : \\[ 3 ]", "\"shape\" : [ " + axes + " ]"));
    }

    private Path withoutWeights() throws IOException {
        return new RawZip()
                .entry(
                        JSON,
                        json.replace("\"nout\" : 5", "\"nout\" : 500000000").getBytes(StandardCharsets.UTF_8))
                .entry(WEIGHTS, new byte[0])
                .entry(ModelSerializer.NO_PARAMS_MARKER, new byte[0])
                .write(file());
    }

    private Path packed(String name, long zeros) throws IOException {
        Path file = file();
        byte[] chunk = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(1);
            zip.putNextEntry(new ZipEntry(name));
            for (long written = 0; written < zeros; written += chunk.length) {
                zip.write(chunk);
            }
            zip.closeEntry();
        }
        return file;
    }

    @TestFactory
    Stream<DynamicTest> oneFileIsOneModel() throws IOException {
        byte[] other = honest.getOrDefault(JSON, new byte[0]);
        RawZip many = model();
        for (int i = 0; i < 2000; i++) {
            many.entry("entry" + i, new byte[0]);
        }
        return Stream.of(
                bad("a configuration twice", model().entry(JSON, other).write(file()), "'configuration.json' twice"),
                bad(
                        "a hidden normaliser",
                        model().hidden(NORMALIZER, normalizer("IMAGE_MIN_MAX", out -> out.write(new byte[24])))
                                .write(file()),
                        "other entries than its table of contents says: [normalizer.bin]"),
                bad(
                        "an encrypted entry",
                        model().encrypted("secret", other).write(file()),
                        "encrypted",
                        "write the model"),
                bad("a path that climbs out", model().entry("../../evil", other).write(file()), "climbs out"),
                bad(
                        "one of Windows that does",
                        model().entry("..\\..\\evil", other).write(file()),
                        "climbs out"),
                bad("thousands of entries", many.write(file()), "more than 1000 entries"));
    }

    /** Without these the tests above could not fail. */
    @Test
    void dl4jRunsWhatTheseFilesBring() throws IOException {
        Path preprocessor = with(PREPROCESSOR, serialized(new Planted.Serialized()));
        Path named = withJson(json.replace(
                "\"org.deeplearning4j.nn.conf.layers.DenseLayer\"",
                quoted("org.robustness4j.hostile.Planted$InitializedByDl4j")));
        int before = Planted.runs();

        assertThat(catchThrowable(() -> ModelSerializer.restoreMultiLayerNetwork(preprocessor.toFile())))
                .isNotNull();
        assertThat(Planted.runs()).isEqualTo(before + 1);
        assertThat(catchThrowable(() -> ModelSerializer.restoreMultiLayerNetwork(named.toFile())))
                .isNotNull();
        assertThat(Planted.runs()).isEqualTo(before + 2);
    }

    @Test
    void trustedFilesAreReadAsTheyAre() throws IOException {
        Path file = with(PREPROCESSOR, serialized(new NormalizerMinMaxScaler(0, 1)));

        assertThat(catchThrowable(() -> TestedModel.of(file))).hasMessageContaining("serialised object");
        assertThat(TestedModel.ofTrusted(file).model().identity().parameters()).isEqualTo(PARAMETERS);
        assertThat(catchThrowable(() -> TestedModel.ofTrusted(folder.resolve("none.zip"))))
                .hasMessageContaining("There is no model file");
    }

    @Test
    void theConfigurationMayComeLast() throws IOException {
        RawZip zip = new RawZip();
        honest.forEach((name, content) -> {
            if (!name.equals(JSON)) {
                zip.entry(name, content);
            }
        });
        Path reordered = zip.entry(JSON, json.getBytes(StandardCharsets.UTF_8)).write(file());

        assertThat(logits(TestedModel.of(reordered))).isEqualTo(logits(TestedModel.of(network("dense"))));
    }

    @Test
    void aLayerMayBeNamedAsTheKeyOfAGraph() throws IOException {
        MultiLayerNetwork network = network("vertices");

        assertThat(logits(TestedModel.of(save(network, "vertices.zip")))).isEqualTo(logits(TestedModel.of(network)));
    }

    @Test
    void aVertexMayBeNamedAsTheKeyOfANetwork() throws IOException {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("in")
                .addVertex("confs", new ScaleVertex(2), "in")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(4)
                                .nOut(3)
                                .build(),
                        "confs")
                .setOutputs("out")
                .build());
        graph.init();
        Path file = folder.resolve("graph.zip");
        ModelSerializer.writeModel(graph, file.toFile(), false);

        assertThat(logits(TestedModel.of(file))).isEqualTo(logits(TestedModel.of(graph)));
    }

    /** A user's own part of a network, with a name that the file has to bring. */
    public static final class OwnActivation extends ActivationTanH {}

    @Test
    void partsOfTheUsersOwnAreRead() throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(5)
                        .activation(new OwnActivation())
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(5)
                        .nOut(3)
                        .build())
                .build());
        network.init();

        assertThat(TestedModel.of(save(network, "own.zip")).model().identity().parameters())
                .isEqualTo(PARAMETERS);
    }

    @Test
    void normalisersAreReadAsDl4jWroteThem() throws IOException {
        MultiLayerNetwork network = network("dense");
        NormalizerStandardize standardize = new NormalizerStandardize(
                Nd4j.createFromArray(new float[][] {{1, 2, 3, 4}}), Nd4j.createFromArray(new float[][] {{2, 2, 2, 4}}));
        NormalizerMinMaxScaler minMax = new NormalizerMinMaxScaler(-1, 1);
        minMax.setFeatureStats(
                Nd4j.createFromArray(new float[][] {{0, 0, 0, 0}}), Nd4j.createFromArray(new float[][] {{1, 2, 3, 4}}));
        Path standardized = save(network, "standardize.zip");
        Path scaled = save(network, "minmax.zip");
        ModelSerializer.addNormalizerToModel(standardized.toFile(), standardize);
        ModelSerializer.addNormalizerToModel(scaled.toFile(), minMax);

        assertThat(logits(TestedModel.of(standardized)))
                .isEqualTo(logits(TestedModel.ofTrusted(standardized)))
                .isNotEqualTo(logits(TestedModel.of(network)));
        assertThat(logits(TestedModel.of(scaled)))
                .isEqualTo(logits(TestedModel.ofTrusted(scaled)))
                .isNotEqualTo(logits(TestedModel.of(network)));
    }

    private static float[] logits(TestedModel model) {
        float[] inputs = {0.1f, 0.2f, 0.3f, 0.4f, 1, -1, 0.5f, -0.5f};
        return model.model()
                .classifier(InputShape.flat(4))
                .logits(new Matrix(2, 4, inputs))
                .values();
    }
}
