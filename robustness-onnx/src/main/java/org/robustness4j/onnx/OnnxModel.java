package org.robustness4j.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.robustness4j.data.InputShape;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.Classifier;
import org.robustness4j.model.ModelIdentity;
import org.robustness4j.model.internal.AdaptedModel;
import org.robustness4j.model.internal.PortableModel;
import org.robustness4j.model.internal.Predictor;
import org.robustness4j.model.internal.ProvableModel;
import org.robustness4j.model.internal.network.Network;
import org.robustness4j.model.internal.network.Operation;
import org.robustness4j.onnx.file.OnnxFile;
import org.robustness4j.onnx.file.OnnxGraph;
import org.robustness4j.onnx.runtime.OnnxRuntime;
import org.robustness4j.onnx.translation.GraphTranslation;
import org.robustness4j.onnx.translation.Head;
import org.robustness4j.onnx.translation.InputDims;
import org.robustness4j.onnx.translation.UntranslatableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model file in the format of ONNX. Its own output is that of ONNX Runtime, where that is on the class path. */
final class OnnxModel implements AdaptedModel {

    private static final Logger LOG = LoggerFactory.getLogger("org.robustness4j.backend");

    private final Path path;
    private final OnnxGraph graph;
    private final Head head;
    private final Map<List<Integer>, Predictor> sessions = new HashMap<>();
    private final Map<List<Integer>, Classifier> alone = new HashMap<>();

    private OnnxModel(Path path, OnnxGraph graph) {
        this.path = path;
        this.graph = graph;
        this.head = Head.of(graph);
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it is none that can be read, or no classifier
     */
    static OnnxModel of(Path path) {
        OnnxGraph graph = new OnnxFile(path).read();
        if (graph.inputs().size() != 1) {
            throw new IllegalArgumentException("The model " + path + " has "
                    + graph.inputs().size() + " inputs; only models with one can be attacked");
        }
        if (!graph.inputs().get(0).isFloat()) {
            throw new IllegalArgumentException("The model " + path + " takes '"
                    + graph.inputs().get(0).name() + "', which is not in float32; export it with an input in float32");
        }
        try {
            return new OnnxModel(path, graph);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The model " + path + " cannot be attacked: " + e.getMessage(), e);
        }
    }

    @Override
    public String type() {
        return "ONNX";
    }

    @Override
    public ModelIdentity identity() {
        long parameters = graph.constants().values().stream()
                .filter(tensor -> !tensor.isWhole())
                .mapToLong(tensor -> tensor.size())
                .sum();
        return new ModelIdentity(type(), sha256(), parameters, OnnxRuntime.description());
    }

    /** Of the file and of what lies beside it. */
    private String sha256() {
        MessageDigest digest = Sha256.digest();
        try {
            add(digest, path);
            for (Path file : graph.files()) {
                add(digest, file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The model " + path + " could not be read again", e);
        }
        return Sha256.hex(digest);
    }

    private static void add(MessageDigest digest, Path file) throws IOException {
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Images with few channels behind height and width are those of TensorFlow. */
    @Override
    public boolean channelsLast() {
        List<Integer> dims = inputDims();
        return dims.size() == 4 && isColours(dims.get(3)) && !isColours(dims.get(1));
    }

    private static boolean isColours(int channels) {
        return channels == 1 || channels == 3 || channels == 4;
    }

    @Override
    public Predictor predictor(InputShape shape) {
        InputDims dims = InputDims.of(graph, shape);
        Optional<Predictor> own = own(dims);
        if (own.isPresent()) {
            return own.get();
        }
        LOG.warn("ONNX Runtime is not on the class path, so that what attacks find is confirmed by the arithmetic that"
                + " found it; add com.microsoft.onnxruntime:onnxruntime to the tests");
        return alone(dims).fork()::logits;
    }

    /** The model in ONNX Runtime, if that is there; one session for samples of a shape. */
    private synchronized Optional<Predictor> own(InputDims dims) {
        List<Integer> key = key(dims);
        if (!sessions.containsKey(key)) {
            OnnxRuntime.predictor(path, graph, head, dims).ifPresent(session -> sessions.put(key, session));
        }
        return Optional.ofNullable(sessions.get(key));
    }

    /** The compiled graph where nothing else computes the model, whose weights are arranged once. */
    private synchronized Classifier alone(InputDims dims) {
        return alone.computeIfAbsent(key(dims), key -> new CompiledGraph(graph, head, dims).alone());
    }

    private static List<Integer> key(InputDims dims) {
        return Arrays.stream(dims.dims()).boxed().toList();
    }

    @Override
    public Classifier classifier(InputShape shape) {
        InputDims dims = InputDims.of(graph, shape);
        return own(dims).map(new CompiledGraph(graph, head, dims)::heldTo).orElseGet(() -> alone(dims)
                .fork());
    }

    /** The dimensions of the input, as the graph declares them. */
    List<Integer> inputDims() {
        return graph.inputs().get(0).dims();
    }

    /** The model as a network, whether or not anything else computes the same. */
    Network translated(InputShape shape) throws UntranslatableException {
        return GraphTranslation.network(graph, head, InputDims.of(graph, shape).dims());
    }

    @Override
    public ProvableModel provable(InputShape shape) {
        try {
            Network network = translated(shape);
            boolean isNormalized =
                    network.nodes().stream().anyMatch(node -> node.operation() instanceof Operation.ChannelAffine);
            if (head.link() == Head.Link.LOGISTIC || head.link() == Head.Link.SHARES_OF_LOGISTIC) {
                return ProvableModel.none("scores that go through a sigmoid each may be 1 for several classes");
            }
            String limitation = isNormalized ? "ONNX Runtime rounds batch normalisation in its own way" : "";
            return new ProvableModel(network, limitation);
        } catch (UntranslatableException e) {
            return ProvableModel.none(e.reason());
        }
    }

    @Override
    public List<Class<?>> ownCode() {
        return List.of();
    }

    @Override
    public PortableModel portable() {
        return new StoredModel(path.toAbsolutePath().toString(), sha256());
    }

    /** A file that other processes have to see as well, and as it is. */
    private record StoredModel(String file, String sha256) implements PortableModel {

        @Override
        public AdaptedModel restored() {
            OnnxModel model = of(Path.of(file));
            if (!model.sha256().equals(sha256)) {
                throw new IllegalArgumentException(
                        "The model " + file + " is another one here; all processes need the same file");
            }
            return model;
        }
    }
}
