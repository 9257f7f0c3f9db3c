package org.robustness4j.spark;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Diagnosis;
import org.robustness4j.diagnosis.Diagnostician;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Fingerprint;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.PreparedModel;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.model.Serialization;
import org.robustness4j.model.TestedModel;
import org.robustness4j.results.CandidateFiles;
import org.robustness4j.spark.data.StoredSamples;
import org.robustness4j.threat.ThreatModel;

/**
 * Evaluates a model on a data set that no process has to hold: executors read the blocks that they attack, and the driver keeps
 * outcomes, of 100 bytes or so for each sample, and a few of the points that were found.
 *
 * <p>It belongs to one thread.
 */
public final class ClusterEvaluator {

    /** Of the samples at the head, which the driver looks at itself. */
    private static final int HEAD_VALUES = 4 << 20;

    private static final int LEAST_HEAD = 64;
    private static final int MOST_HEAD = 1024;

    private final JavaSparkContext context;
    private final SparkSettings settings;
    private final StoredSamples samples;
    private final RunOptions options;
    private final PreparedModel model;
    private final RobustnessEvaluator head;
    private final Broadcast<TestedModel.Portable> sentModel;

    /**
     * Checks the model on the first samples and sends it.
     *
     * @param settings of which the folder for finished blocks is used
     * @throws IllegalArgumentException if the model does not fit the samples, or cannot be sent
     * @throws IOException if the samples cannot be read now
     */
    public ClusterEvaluator(
            JavaSparkContext context,
            SparkSettings settings,
            TestedModel model,
            StoredSamples samples,
            RunOptions options)
            throws IOException {
        this.context = context;
        this.settings = settings;
        this.samples = samples;
        this.options = options;
        int fitting = HEAD_VALUES / samples.shape().features();
        Samples first = samples.read(0, Math.min(samples.size(), Math.max(LEAST_HEAD, Math.min(MOST_HEAD, fitting))));
        this.head = new RobustnessEvaluator(model, first, options);
        this.model = new PreparedModel(model, samples.shape(), options);
        this.sentModel = context.broadcast(model.portable());
    }

    /**
     * Attacks all samples.
     *
     * @param threatModel untargeted or targeted
     * @throws java.util.concurrent.CancellationException if the monitor cancels it or the thread is interrupted
     * @throws IllegalArgumentException naming the samples, if some are wrong, or the attack does not fit
     * @throws IllegalStateException naming the samples, if the model or the cluster fails on some
     */
    public AttackEvaluation evaluate(Attack attack, ThreatModel threatModel, AttackMonitor monitor) {
        return evaluate(attack, threatModel, monitor, report -> {});
    }

    /** The same, with a look at every report that comes. */
    AttackEvaluation evaluate(
            Attack attack, ThreatModel threatModel, AttackMonitor monitor, Consumer<BlockReport> onReport) {
        long start = System.nanoTime();
        Serialization.bytes(attack);
        KeptBlocks kept = KeptBlocks.of(
                settings.blocks(), model, head.samples(), attack, threatModel, options, samples.identity());
        Reports reports = new Reports();
        JobProgress progress = new JobProgress(monitor, samples.size());
        for (BlockReport report : kept.read()) {
            reports.add(report);
            progress.add(report);
        }
        Broadcast<BlockWork> work = context.broadcast(new BlockWork(
                sentModel,
                context.sc().applicationId() + " " + sentModel.id(),
                samples.shape(),
                attack,
                threatModel,
                options,
                BlockWork.deadline(options),
                true,
                head.isRandomized()));
        try {
            new BlockJob(context, kept)
                    .run(
                            attack.name() + " on " + model.model().name(),
                            tasks(work, reports),
                            report -> {
                                reports.add(report);
                                progress.add(report);
                                onReport.accept(report);
                            },
                            monitor::isCancelled);
        } finally {
            work.destroy();
        }
        kept.clear();
        return reports.evaluation(attack, threatModel, Duration.ofNanos(System.nanoTime() - start));
    }

    /** The domain of the samples. */
    public Domain domain() {
        return head.domain();
    }

    /** Whether an evaluation of this model is to be believed, tried on the first samples. */
    public Diagnosis diagnosis(Attack attack, AttackEvaluation evaluation) {
        return new Diagnostician(head, options).of(attack, evaluation, options.queryBudget());
    }

    private List<BlockTask> tasks(Broadcast<BlockWork> work, Reports done) {
        int blockSize = options.blockSize(samples.shape());
        long blocks = -Math.floorDiv(-(long) samples.size(), blockSize);
        int step = blockSize
                * TaskSize.blocks(
                        blocks,
                        context.defaultParallelism(),
                        (long) blockSize * samples.shape().features());
        List<BlockTask> tasks = new ArrayList<>();
        int from = 0;
        while (from < samples.size()) {
            BlockReport known = done.byStart.get((long) from);
            if (known != null) {
                from = (int) known.range().to();
                continue;
            }
            Long next = done.byStart.higherKey((long) from);
            int to = (int) Math.min((long) from + step, next == null ? samples.size() : next);
            tasks.add(new BlockTask(new BlockRange(from, to), reading(samples, from, to), null, work));
            from = to;
        }
        return tasks;
    }

    private static BlockSamples reading(StoredSamples samples, int from, int to) {
        return () -> samples.read(from, to);
    }

    /** The reports so far, with no more points than a results file takes: those of the first samples. */
    private final class Reports {

        private final TreeMap<Long, BlockReport> byStart = new TreeMap<>();
        private final TreeMap<Long, BlockReport> withPoints = new TreeMap<>();
        private long points;

        void add(BlockReport report) {
            byStart.put(report.range().from(), report.withoutPoints());
            withPoints.put(report.range().from(), report);
            points += report.points().size();
            long most = CandidateFiles.MOST_BYTES
                    / (Float.BYTES * (long) samples.shape().features());
            while (points > most && withPoints.size() > 1) {
                points -= withPoints.pollLastEntry().getValue().points().size();
            }
        }

        AttackEvaluation evaluation(Attack attack, ThreatModel threatModel, Duration wallTime) {
            MessageDigest digest = Fingerprint.digest();
            byStart.values().forEach(report -> digest.update(report.hashes()));
            List<SampleOutcome> outcomes = byStart.values().stream()
                    .flatMap(report -> report.outcomes().stream())
                    .toList();
            return model.evaluation(
                    attack,
                    threatModel,
                    options,
                    HexFormat.of().formatHex(digest.digest()),
                    outcomes,
                    broken(),
                    byStart.values().stream()
                            .mapToLong(BlockReport::forwardEvaluations)
                            .sum(),
                    byStart.values().stream()
                            .mapToLong(BlockReport::gradientEvaluations)
                            .sum(),
                    wallTime);
        }

        private BrokenSamples broken() {
            List<float[]> clean = new ArrayList<>();
            List<float[]> found = new ArrayList<>();
            List<SampleOutcome> outcomes = new ArrayList<>();
            for (BlockReport report : withPoints.values()) {
                Samples own = Objects.requireNonNull(report.brokenSamples());
                IntStream.range(0, own.size()).mapToObj(own::input).forEach(clean::add);
                found.addAll(report.points());
                report.outcomes().stream()
                        .filter(sample -> sample.outcome() == Outcome.BROKEN)
                        .limit(own.size())
                        .forEach(outcomes::add);
            }
            return new BrokenSamples(
                    Samples.stored(
                            samples.shape(),
                            Matrix.ofRows(clean, samples.shape().features()),
                            outcomes.stream().mapToInt(SampleOutcome::label).toArray(),
                            outcomes.stream().mapToInt(SampleOutcome::index).toArray()),
                    IntStream.range(0, outcomes.size()).toArray(),
                    found,
                    outcomes.stream().mapToInt(SampleOutcome::prediction).toArray());
        }
    }
}
