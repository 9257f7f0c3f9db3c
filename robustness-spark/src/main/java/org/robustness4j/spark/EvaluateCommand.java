package org.robustness4j.spark;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.diagnosis.Diagnosis;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Judgement;
import org.robustness4j.evaluation.Verdict;
import org.robustness4j.model.TestedModel;
import org.robustness4j.report.ClassNames;
import org.robustness4j.report.PictureFiles;
import org.robustness4j.results.CandidateFiles;
import org.robustness4j.results.Evidence;
import org.robustness4j.results.ResultsFolder;
import org.robustness4j.results.ResultsRecorder;
import org.robustness4j.results.TestId;
import org.robustness4j.spark.data.DataSetFiles;
import org.robustness4j.spark.data.Files;
import org.robustness4j.spark.data.IdxFiles;
import org.robustness4j.spark.data.ImageFolder;
import org.robustness4j.spark.data.ParquetFiles;
import org.robustness4j.spark.data.StoredSamples;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Attacks a model on a data set, from the command line or by {@code spark-submit}, and writes a results file. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description =
                "Attacks a DL4J model on a data set with Apache Spark, and writes a results file of Robustness4J.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the evaluation was recorded, or meets its limit",
            "1:the attack succeeds more often than the limit allows, or the evaluation is inconclusive",
            "2:something is wrong with the command, the model or the data",
            "3:the model or the cluster failed"
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final Logger LOGGER = LoggerFactory.getLogger(EvaluateCommand.class);
    private static final List<String> PACKAGES = List.of("", ".ensemble", ".minimal", ".query");
    private static final int WRONG_INPUT = 2;
    private static final int FAILED = 3;

    /** The formats of data sets. */
    enum Format {
        IDX,
        IMAGES,
        PARQUET,
        DATASETS
    }

    @Option(
            names = "--model",
            required = true,
            description = "zip of DL4J's ModelSerializer, on any Hadoop file system")
    private String model = "";

    @Option(
            names = "--data",
            required = true,
            description =
                    "the data set: IDX file of inputs, folder of images, Parquet file or folder, folder of DataSet files")
    private String data = "";

    @Option(names = "--labels", description = "the IDX file of labels")
    private @Nullable String labels;

    @Option(names = "--format", required = true, description = "${COMPLETION-CANDIDATES}")
    private Format format = Format.IDX;

    @Option(
            names = "--shape",
            split = "x",
            description = "of a sample in Parquet: 784, or 1x28x28 for channels, height, width")
    private List<Integer> shape = List.of();

    @Option(names = "--channels", defaultValue = "3", description = "of image files: 1 or 3")
    private int channels;

    @Option(names = "--divisor", defaultValue = "255", description = "of the values of IDX files and images")
    private double divisor;

    @Option(
            names = "--range",
            arity = "2",
            required = true,
            description = "smallest and largest value that an input can take")
    private List<Double> range = List.of();

    @Option(
            names = "--attack",
            defaultValue = "AutoAttack",
            description = "class with a constructor without arguments, ours by its simple name")
    private String attack = "AutoAttack";

    @Option(
            names = "--attack-from",
            description = "com.example.Attacks#strong: a static method that returns an attack, instead of --attack")
    private @Nullable String attackFrom;

    @Option(names = "--norm", defaultValue = "LINF", description = "${COMPLETION-CANDIDATES}")
    private Norm norm = Norm.LINF;

    @Option(
            names = "--epsilon",
            required = true,
            split = ",",
            description = "in the units of the range, one or several")
    private List<Double> epsilons = List.of();

    @Option(names = "--target", description = "the class that the adversary wants; any wrong one if left out")
    private @Nullable Integer target;

    @Option(names = "--seed", defaultValue = "0")
    private long seed;

    @Option(names = "--max-success-rate", description = "the highest attack success rate that is accepted, from 0 to 1")
    private @Nullable BigDecimal maxSuccessRate;

    @Option(names = "--output", defaultValue = "robustness", description = "the local folder for the results")
    private Path output = Path.of("robustness");

    @Option(names = "--master", description = "the Spark master; spark-submit gives its own")
    private @Nullable String master;

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        int exitCode;
        try {
            exitCode = run(arguments);
        } catch (NoClassDefFoundError e) {
            System.err.println(SparkMissing.because(e).getMessage());
            exitCode = FAILED;
        }
        System.exit(exitCode);
    }

    /** Runs the command and returns its exit code. */
    static int run(String... arguments) {
        return new CommandLine(new EvaluateCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, result) -> {
                    boolean isWrongInput = failure instanceof IllegalArgumentException;
                    command.getErr().println(failure.getMessage() == null ? failure.toString() : failure.getMessage());
                    if (!isWrongInput) {
                        LOGGER.debug("The evaluation failed", failure);
                    }
                    return isWrongInput ? WRONG_INPUT : FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        String where = master != null ? master : System.getProperty("spark.master", "local[*]");
        SparkSettings settings = new SparkSettings(where, output.resolve("blocks"), Duration.ofMinutes(2));
        Attack chosen = chosenAttack();
        try (JavaSparkContext context = SparkContexts.open(settings)) {
            Files files = files(context);
            TestedModel tested = model(files);
            StoredSamples samples = samples(context, files, tested.model().channelsLast());
            return evaluate(context, settings, tested, samples, chosen);
        }
    }

    private int evaluate(
            JavaSparkContext context, SparkSettings settings, TestedModel tested, StoredSamples samples, Attack chosen)
            throws IOException {
        ClusterEvaluator evaluator = new ClusterEvaluator(context, settings, tested, samples, RunOptions.seed(seed));
        List<TestId> planned = epsilons.stream()
                .map(epsilon -> new TestId(
                        EvaluateCommand.class.getName(), tested.name(), chosen.name() + ", " + norm + ", " + epsilon))
                .toList();
        ResultsRecorder recorder = ResultsRecorder.begin(new ResultsFolder(output), planned, Clock.systemUTC());
        boolean accepted = true;
        for (int i = 0; i < epsilons.size(); i++) {
            Judgement judgement = judged(evaluator, chosen, epsilons.get(i), planned.get(i), recorder);
            accepted &= judgement.verdict() == Verdict.PASS || judgement.verdict() == Verdict.RECORDED;
        }
        recorder.complete();
        System.out.println("Results are in " + recorder.file().toAbsolutePath());
        return accepted ? 0 : 1;
    }

    private Judgement judged(
            ClusterEvaluator evaluator, Attack chosen, double epsilon, TestId test, ResultsRecorder recorder) {
        ThreatModel threatModel = target == null
                ? ThreatModel.untargeted(norm, epsilon, evaluator.domain())
                : ThreatModel.targeted(target, norm, epsilon, evaluator.domain());
        AttackMonitor monitor = progress -> LOGGER.info(
                "{}: {} of {} samples attacked, {} broken",
                test.displayName(),
                progress.finished(),
                progress.total(),
                progress.succeeded());
        AttackEvaluation evaluation = evaluator.evaluate(chosen, threatModel, monitor);
        Judgement onPaper = Judgement.of(evaluation, maxSuccessRate);
        Diagnosis diagnosis =
                onPaper.verdict() == Verdict.PASS ? evaluator.diagnosis(chosen, evaluation) : Diagnosis.NONE;
        Judgement judgement = diagnosis.doubt().map(onPaper::doubted).orElse(onPaper);
        recorder.evaluated(
                test,
                evaluation,
                judgement,
                Evidence.none(evaluation)
                        .withPictures(new PictureFiles(recorder.file(), 3)
                                .write(evaluation.examples(), new ClassNames(List.of())))
                        .withCandidates(new CandidateFiles(recorder.file(), 1000).write(evaluation.broken()))
                        .withDiagnosis(diagnosis.findings()));
        System.out.println(judgement.verdict() + " " + test.displayName() + ": " + judgement.reason());
        return judgement;
    }

    /** Hadoop's settings that were given to Spark, for the other machines. */
    private static Files files(JavaSparkContext context) {
        Map<String, String> settings = new HashMap<>();
        for (scala.Tuple2<String, String> setting : context.getConf().getAll()) {
            if (setting._1().startsWith("spark.hadoop.")) {
                settings.put(setting._1().substring("spark.hadoop.".length()), setting._2());
            }
        }
        return new Files(settings);
    }

    private TestedModel model(Files files) throws IOException {
        String name = Path.of(URI.create(model.replace(" ", "%20")).getPath())
                .getFileName()
                .toString();
        Path copy = java.nio.file.Files.createTempFile("robustness4j-", ".zip");
        try {
            files.copy(model, copy);
            return TestedModel.of(copy).named(name.replaceFirst("\\.zip$", "")).range(range.get(0), range.get(1));
        } finally {
            java.nio.file.Files.deleteIfExists(copy);
        }
    }

    private StoredSamples samples(JavaSparkContext context, Files files, boolean channelsLast) throws IOException {
        return switch (format) {
            case IDX -> {
                if (labels == null) {
                    throw new IllegalArgumentException("The format IDX needs --labels, the file of the labels");
                }
                yield new IdxFiles(files, data, labels, divisor);
            }
            case IMAGES -> new ImageFolder(files, data, channels, channelsLast, divisor);
            case PARQUET -> new ParquetFiles(files, data, shape(channelsLast));
            case DATASETS -> new DataSetFiles(context, files, data, channelsLast);
        };
    }

    private InputShape shape(boolean channelsLast) {
        return switch (shape.size()) {
            case 1 -> InputShape.flat(shape.get(0));
            case 3 ->
                new InputShape(channelsLast ? Layout.NHWC : Layout.NCHW, shape.get(0), shape.get(1), shape.get(2));
            default ->
                throw new IllegalArgumentException(
                        "The format PARQUET needs --shape: 784 for flat samples, 1x28x28 for channels, height and width; it is "
                                + shape);
        };
    }

    private Attack chosenAttack() {
        String named = attackFrom == null ? attack : attackFrom;
        try {
            Object made =
                    attackFrom == null ? attackClass().getDeclaredConstructor().newInstance() : fromMethod(attackFrom);
            if (made instanceof Attack chosen) {
                return chosen;
            }
            throw new IllegalArgumentException(named + " gives no Attack, but " + made);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(named + " gives no attack: " + e.getTargetException(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    named + " gives no attack: " + e
                            + "; name a class with a constructor without arguments, or a static method as com.example.Attacks#strong",
                    e);
        }
    }

    private static @Nullable Object fromMethod(String method) throws ReflectiveOperationException {
        int hash = method.indexOf('#');
        if (hash < 1 || hash == method.length() - 1) {
            throw new IllegalArgumentException("--attack-from is '" + method + "'; give com.example.Attacks#strong");
        }
        return Class.forName(method.substring(0, hash))
                .getMethod(method.substring(hash + 1))
                .invoke(null);
    }

    private Class<?> attackClass() throws ClassNotFoundException {
        List<String> tried = new ArrayList<>();
        if (attack.contains(".")) {
            return Class.forName(attack);
        }
        for (String each : PACKAGES) {
            String name = Attack.class.getPackageName() + each + "." + attack;
            try {
                return Class.forName(name);
            } catch (ClassNotFoundException e) {
                tried.add(name);
            }
        }
        throw new ClassNotFoundException("none of " + tried);
    }
}
