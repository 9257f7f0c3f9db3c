package org.robustness4j.spark;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.model.TestedModel;
import org.robustness4j.spark.data.HadoopFiles;
import org.robustness4j.spark.data.StoredSamples;
import org.robustness4j.spark.internal.DataSetOptions;
import org.robustness4j.spark.internal.NamedAttack;
import org.robustness4j.spark.internal.ProgressLines;
import org.robustness4j.spark.internal.RecordedEvaluations;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.spark.internal.SparkMissing;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.threat.internal.EpsilonName;
import org.robustness4j.verdict.SuccessRateLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Attacks a model on a data set, from the command line or by {@code spark-submit}, and writes a results file. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
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
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class EvaluateCommand implements Callable<Integer> {

    private static final Logger LOGGER = LoggerFactory.getLogger(EvaluateCommand.class);
    private static final int WRONG_INPUT = 2;
    private static final int FAILED = 3;

    @Option(
            names = "--model",
            required = true,
            description = "zip of DL4J's ModelSerializer or .h5 of Keras, on any Hadoop file system")
    private String model = "";

    @Option(
            names = "--trusted",
            description = "have DL4J read the model's file as it is, which may run code that the file brings")
    private boolean trusted;

    @Mixin
    private DataSetOptions dataSet = new DataSetOptions();

    @Option(
            names = "--range",
            arity = "2",
            required = true,
            description = "smallest and largest value that an input can take")
    private List<Double> range = List.of();

    @Option(
            names = "--attack",
            defaultValue = "AutoAttack",
            description =
                    "class with a constructor without arguments, ours by its simple name; ${DEFAULT-VALUE} by default")
    private String attack = "AutoAttack";

    @Option(
            names = "--attack-from",
            description = "com.example.Attacks#strong: a static method that returns an attack, instead of --attack")
    private @Nullable String attackFrom;

    @Option(
            names = "--norm",
            defaultValue = "LINF",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default")
    private Norm norm = Norm.LINF;

    @Option(
            names = "--epsilon",
            required = true,
            split = ",",
            description = "in the units of the range, one or several")
    private List<Double> epsilons = List.of();

    @Option(names = "--target", description = "the class that the adversary wants; any wrong one if left out")
    private @Nullable Integer target;

    @Option(names = "--seed", defaultValue = "0", description = "of all random streams; ${DEFAULT-VALUE} by default")
    private long seed;

    @Option(names = "--max-success-rate", description = "the highest attack success rate that is accepted, from 0 to 1")
    private @Nullable BigDecimal maxSuccessRate;

    @Option(
            names = "--output",
            defaultValue = "robustness",
            description = "the local folder for the results; ${DEFAULT-VALUE} by default")
    private Path output = Path.of("robustness");

    @Option(
            names = "--master",
            description = "the Spark master, where spark-submit does not give it; local[*] by default")
    private @Nullable String master;

    @Option(
            names = "--memory",
            description = "of the buffers of each executor, in MiB; a quarter of its heap by default")
    private @Nullable Integer memory;

    @Spec
    private @Nullable CommandSpec command;

    private final List<String> lines = new ArrayList<>();

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        int exitCode;
        try {
            exitCode = run(arguments);
        } catch (NoClassDefFoundError e) {
            System.err.println(SparkMissing.isMeant(e) ? SparkMissing.because(e).getMessage() : e.toString());
            exitCode = FAILED;
        } catch (Error e) {
            System.err.println(e);
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
                    command.getErr().println(new FailureMessage(failure));
                    if (!isWrongInput) {
                        LOGGER.debug("The evaluation failed", failure);
                    }
                    return isWrongInput ? WRONG_INPUT : FAILED;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        SparkSettings settings = SparkSettings.of(this::setting);
        Attack chosen = new NamedAttack(attack, attackFrom).made();
        Domain domain = Domain.range(range.get(0), range.get(1));
        RunOptions options =
                RunOptions.seed(seed).withMemory(memory == null ? null : Long.valueOf((long) memory << 20));
        List<AttackPlan> plans = epsilons.stream()
                .map(epsilon -> new AttackPlan(chosen, threatModel(epsilon, domain), options))
                .toList();
        SuccessRateLimits limits = SuccessRateLimits.atMost(maxSuccessRate);
        try (JavaSparkContext context = SparkContexts.open(settings)) {
            context.setLogLevel("WARN");
            HadoopFiles files = files(context);
            TestedModel tested = model(files, domain);
            StoredSamples samples =
                    dataSet.samples(context, files, tested.model().format());
            try (ClusterEvaluator evaluator = new ClusterEvaluator(context, settings, tested, samples, options)) {
                RecordedEvaluations evaluations = new RecordedEvaluations(
                        evaluator,
                        limits,
                        test -> new ProgressLines(
                                String.valueOf(test.variant()), commandLine().getErr()));
                try {
                    boolean isAccepted = evaluations.run(named(plans, tested.name()), output);
                    evaluator.forgetFinished();
                    return isAccepted ? 0 : 1;
                } finally {
                    lines.addAll(evaluations.lines());
                }
            }
        } finally {
            // after what Spark has to say when it stops
            lines.forEach(commandLine().getOut()::println);
        }
    }

    private Optional<String> setting(String key) {
        return switch (key) {
            case SparkSettings.MASTER ->
                Optional.ofNullable(master).or(() -> Optional.ofNullable(System.getProperty("spark.master")));
            case SparkSettings.BLOCKS -> Optional.of(output.resolve("blocks").toString());
            default -> Optional.ofNullable(System.getProperty(key));
        };
    }

    private ThreatModel threatModel(double epsilon, Domain domain) {
        return target == null
                ? ThreatModel.untargeted(norm, epsilon, domain)
                : ThreatModel.targeted(target, norm, epsilon, domain);
    }

    /**
     * The attacks of a model, one for each epsilon, under the names of their results; those that are alike, as of 8 /
     * 255.0 and 8f / 255, are numbered.
     */
    private List<RecordedEvaluations.Named> named(List<AttackPlan> plans, String modelName) {
        Map<String, Integer> names = new HashMap<>();
        List<RecordedEvaluations.Named> named = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            String variant = variant(plans.get(i).attack(), epsilons.get(i));
            int number = names.merge(variant, 1, Integer::sum);
            named.add(new RecordedEvaluations.Named(
                    new TestId(
                            EvaluateCommand.class.getName(),
                            modelName,
                            number == 1 ? variant : variant + " #" + number),
                    plans.get(i)));
        }
        return named;
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(command).commandLine();
    }

    /** What tells the evaluations of a model apart, for people and for rules of the gate. */
    private String variant(Attack chosen, double epsilon) {
        return chosen.name() + " " + norm + " epsilon=" + new EpsilonName(epsilon)
                + (target == null ? "" : " target=" + target) + (seed == 0 ? "" : " seed=" + seed);
    }

    /** Hadoop's settings that were given to Spark, for the other machines. */
    private static HadoopFiles files(JavaSparkContext context) {
        Map<String, String> settings = new HashMap<>();
        for (scala.Tuple2<String, String> setting : context.getConf().getAll()) {
            if (setting._1().startsWith("spark.hadoop.")) {
                settings.put(setting._1().substring("spark.hadoop.".length()), setting._2());
            }
        }
        return new HadoopFiles(settings);
    }

    private TestedModel model(HadoopFiles files, Domain domain) throws IOException {
        Path copy = Files.createTempFile("robustness4j-", ".zip");
        try {
            files.copy(model, copy);
            String name = new org.apache.hadoop.fs.Path(model).getName().replaceFirst("\\.(zip|h5|hdf5)$", "");
            TestedModel tested = trusted ? TestedModel.ofTrusted(copy) : TestedModel.of(copy);
            return tested.named(name).in(domain);
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
