package org.robustness4j.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.attack.AttackTraits.Budget;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.internal.gate.Limit;
import org.robustness4j.internal.gate.Metric;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.threat.internal.EpsilonName;
import org.robustness4j.verdict.SuccessRateLimits;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Attacks the model of a file on the samples of others, and judges how often that succeeds. */
@Command(
        name = "attack",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        customSynopsis = {
            "robustness attack --model FILE --data FILE --range LOW HIGH --epsilon NUMBERS",
            "                         [--max-success-rate SHARE] [OPTIONS]"
        },
        description = {
            "Attacks the model of a file on labelled samples, and tells how often it can be fooled.",
            "",
            "The adversary may move each value of a sample by epsilon, and stays inside the range. Every success is confirmed by the model itself; a limit counts as met only if checks found no sign that the attack was blind."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  A network of PyTorch on a table, at most a tenth fooled:",
            "    robustness attack --model wine.onnx --data wine.csv \\",
            "      --label-column cultivar --range -6 6 --epsilon 0.1 \\",
            "      --max-success-rate 0.1",
            "  A pipeline of scikit-learn on raw columns, each moved by 1, then 5 %%:",
            "    robustness attack --model pipeline.onnx --data wine.csv \\",
            "      --label-column cultivar --scale-columns --epsilon 0.01,0.05",
            "  A network of ImageNet, 200 images in folders by class:",
            "    robustness attack --model resnet18.onnx --data val --samples 200 \\",
            "      --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225 \\",
            "      --range 0 1 --epsilon 1/255",
            "  MNIST and a network of DL4J, nines wanted, by two attacks:",
            "    robustness attack --model cnn.zip --data t10k-images-idx3-ubyte \\",
            "      --labels t10k-labels-idx1-ubyte --range 0 1 --epsilon 0.1 \\",
            "      --attack Pgd,Square --target 9",
            ""
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every limit is met, or none was set",
            "1:a limit is missed",
            "2:nothing can be said: an attack is inconclusive, or the command, the model or the data are wrong"
        })
final class AttackCommand implements Callable<Integer> {

    private static final int PROOF_SECONDS = 10;

    /** What the results of the command stand under, where those of tests have their class. */
    private static final String CLASS_NAME = "attack";

    /** Where attacks run. */
    enum Execution {
        LOCAL,
        SPARK
    }

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private DataSetOptions data = new DataSetOptions();

    @Option(
            names = "--samples",
            paramLabel = "NUMBER",
            description = "attack no more than so many, as many of each class; all by default")
    private @Nullable Integer samples;

    @Option(
            names = "--range",
            arity = "2",
            paramLabel = "LOW HIGH",
            hideParamSyntax = true,
            description = "smallest and largest value that an input can take, before --mean and --std; never guessed")
    private List<Double> range = List.of();

    @Option(
            names = "--scale-columns",
            description =
                    "of a table, instead of --range: each column ranges from its smallest value in the data to its largest, and epsilon is a share of that")
    private boolean scaleColumns;

    @Option(
            names = "--epsilon",
            required = true,
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NUMBERS",
            converter = Epsilon.class,
            description = "how far the adversary may go, in the units of the range, one or several: 0.1 or 4/255,8/255")
    private List<Double> epsilons = List.of();

    @Option(
            names = "--norm",
            defaultValue = "LINF",
            description = "how epsilon is measured: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default")
    private Norm norm = Norm.LINF;

    @Option(
            names = "--attack",
            defaultValue = "AutoAttack",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NAMES",
            completionCandidates = NamedAttack.Ours.class,
            description = {
                "one or several of ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.",
                "Also the name of a class of your own, or of a static method: com.example.Attacks#strong"
            })
    private List<String> attacks = List.of();

    @Option(
            names = "--target",
            paramLabel = "CLASS",
            description = "the number of the class that the adversary wants; any wrong one if left out")
    private @Nullable Integer target;

    @Option(
            names = "--max-success-rate",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "the limit: the highest attack success rate that is accepted, from 0 to 1")
    private @Nullable BigDecimal maxSuccessRate;

    @Option(
            names = "--min-robust-accuracy",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "the limit: the lowest share of all samples that has to be right under attack")
    private @Nullable BigDecimal minRobustAccuracy;

    @Option(
            names = "--min-certified-accuracy",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "the limit: the lowest share of all samples that has to be proved robust; implies --prove")
    private @Nullable BigDecimal minCertifiedAccuracy;

    @Option(
            names = "--min-clean-accuracy",
            paramLabel = "SHARE",
            converter = Share.class,
            description = "the limit: the lowest share of all samples that has to be right without attack")
    private @Nullable BigDecimal minCleanAccuracy;

    @Option(names = "--seed", defaultValue = "0", description = "of all random streams; ${DEFAULT-VALUE} by default")
    private long seed;

    @Option(
            names = "--time-budget",
            paramLabel = "SECONDS",
            description = "for each attack; samples that are not decided by then are inconclusive")
    private @Nullable Long timeBudget;

    @Option(
            names = "--prove",
            arity = "0..1",
            fallbackValue = "10",
            paramLabel = "SECONDS",
            description =
                    "seek a proof for each sample that withstands, for so long; ${FALLBACK-VALUE} if no number is given")
    private @Nullable Integer prove;

    @Option(names = "--workers", paramLabel = "NUMBER", description = "threads; one for each processor by default")
    private @Nullable Integer workers;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "of the buffers of all threads; a quarter of the heap by default")
    private @Nullable Integer memory;

    @Option(
            names = "--output",
            defaultValue = "robustness",
            paramLabel = "FOLDER",
            description =
                    "for results, report and pictures, instead of those that are there; ${DEFAULT-VALUE} by default")
    private Path output = Path.of("robustness");

    @Option(
            names = "--execution",
            defaultValue = "LOCAL",
            description =
                    "where attacks run: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default. Spark has to be on the class path, as spark-submit puts it there")
    private Execution execution = Execution.LOCAL;

    @Option(
            names = "--master",
            paramLabel = "ADDRESS",
            description = "the Spark master, where spark-submit does not give it; local[*] by default")
    private @Nullable String master;

    @Spec
    private @Nullable CommandSpec command;

    /** A model with its samples, ready to be attacked. */
    interface Session extends AutoCloseable {

        AttackTarget target();

        /** The domain of the model's input. */
        Domain domain();

        /** All attacks ended. */
        void ended() throws IOException;

        @Override
        void close();
    }

    @Override
    public Integer call() throws IOException {
        List<Attack> chosen =
                attacks.stream().map(name -> new NamedAttack(name).made()).toList();
        Optional<Domain> declared = domain();
        requireAdversaries(chosen);
        SuccessRateLimits limits = SuccessRateLimits.atMost(maxSuccessRate).certifiedAtLeast(minCertifiedAccuracy);
        RecordedEvaluations evaluations = new RecordedEvaluations(
                limits, gateLimits(), output, commandLine().getOut());
        evaluations.clear();
        try (Session session = open(declared)) {
            int exitCode = evaluations.run(
                    session.target(),
                    named(chosen, session.domain()),
                    evaluation -> new ProgressLines(
                            String.valueOf(evaluation.name().variant()),
                            evaluation.plan().attack().traits().budget() == Budget.FIXED_EPSILON,
                            commandLine().getErr()));
            session.ended();
            return exitCode;
        }
    }

    /** Accuracy under noise is no accuracy under attack. */
    private void requireAdversaries(List<Attack> chosen) {
        for (Attack attack : chosen) {
            if (minRobustAccuracy != null && attack.traits().kind() == AttackKind.CORRUPTION) {
                throw new IllegalArgumentException("--min-robust-accuracy is for adversaries, and " + attack.name()
                        + " is noise; limit it by --max-success-rate, or leave it out of --attack");
            }
        }
    }

    private Session open(Optional<Domain> declared) throws IOException {
        if (execution == Execution.LOCAL) {
            if (master != null) {
                throw new IllegalArgumentException("--master is for --execution spark, which is not given");
            }
            return LocalSession.open(
                    model,
                    data,
                    declared,
                    scaleColumns,
                    samples,
                    options(),
                    commandLine().getErr());
        }
        if (scaleColumns || samples != null) {
            throw new IllegalArgumentException("--scale-columns and --samples need all samples in one process, which"
                    + " --execution spark spares; leave them out, or run locally");
        }
        try {
            return SparkSession.open(
                    model,
                    data,
                    declared,
                    options(),
                    output,
                    master,
                    commandLine().getErr());
        } catch (NoClassDefFoundError e) {
            throw SparkSession.missing(e);
        }
    }

    private Optional<Domain> domain() {
        if (range.isEmpty()) {
            return Optional.empty();
        }
        if (range.size() > 2) {
            throw new IllegalArgumentException(
                    "--range is given more than once; give the smallest and the largest value");
        }
        if (scaleColumns) {
            throw new IllegalArgumentException(
                    "--scale-columns takes the range of each column from the data; leave out --range");
        }
        return Optional.of(Domain.range(range.get(0), range.get(1)));
    }

    private RunOptions options() {
        RunOptions options = RunOptions.seed(seed)
                .withWorkers(workers == null ? Runtime.getRuntime().availableProcessors() : workers)
                .withMemory(memory == null ? null : Long.valueOf((long) memory << 20));
        RunOptions limited = timeBudget == null ? options : options.within(Duration.ofSeconds(timeBudget));
        if (prove == null && minCertifiedAccuracy == null) {
            return limited;
        }
        int seconds = prove == null ? PROOF_SECONDS : prove;
        if (seconds < 1) {
            throw new IllegalArgumentException(
                    "--prove is the number of seconds for each sample, at least 1, but is " + seconds);
        }
        return limited.withProofs(Duration.ofSeconds(seconds));
    }

    private List<Limit> gateLimits() {
        List<Limit> limits = new ArrayList<>();
        if (minRobustAccuracy != null) {
            limits.add(Limit.atLeast(Metric.ROBUST_ACCURACY, minRobustAccuracy));
        }
        if (minCleanAccuracy != null) {
            limits.add(Limit.atLeast(Metric.CLEAN_ACCURACY, minCleanAccuracy));
        }
        return limits;
    }

    /**
     * The attacks on the model, one for each epsilon, under the names of their results; those that are alike, as of 8 /
     * 255.0 and 8f / 255, are numbered.
     */
    private List<RecordedEvaluations.Named> named(List<Attack> chosen, Domain domain) {
        Map<String, Integer> names = new HashMap<>();
        List<RecordedEvaluations.Named> named = new ArrayList<>();
        for (Attack attack : chosen) {
            for (double epsilon : epsilons) {
                String variant = variant(attack, epsilon);
                int number = names.merge(variant, 1, Integer::sum);
                named.add(new RecordedEvaluations.Named(
                        new TestId(CLASS_NAME, model.name(), number == 1 ? variant : variant + " #" + number),
                        new AttackPlan(attack, threatModel(epsilon, domain), options())));
            }
        }
        return named;
    }

    private ThreatModel threatModel(double epsilon, Domain domain) {
        return target == null
                ? ThreatModel.untargeted(norm, epsilon, domain)
                : ThreatModel.targeted(target, norm, epsilon, domain);
    }

    /** What tells the evaluations of a model apart, for people and for rules of the gate. */
    private String variant(Attack chosen, double epsilon) {
        return chosen.name() + " " + norm + " epsilon=" + new EpsilonName(epsilon)
                + (target == null ? "" : " target=" + target) + (seed == 0 ? "" : " seed=" + seed);
    }

    private CommandLine commandLine() {
        return Objects.requireNonNull(command).commandLine();
    }
}
