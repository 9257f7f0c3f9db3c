package org.robustness4j.spark;

import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Diagnosis;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.evaluation.internal.PreparedModel;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.spark.data.SampleRows;
import org.robustness4j.spark.data.StoredSamples;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates a model on a data set that no process has to hold: executors read the blocks that they attack, and the driver keeps
 * outcomes, of 100 bytes or so for each sample, and a few of the points that were found.
 *
 * <p>It belongs to one thread.
 */
public final class ClusterEvaluator implements AttackTarget, AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(ClusterEvaluator.class);

    /** Of the samples that the driver looks at itself: so many values, from so many places. */
    private static final int PROBE_VALUES = 4 << 20;

    private static final int LEAST_PROBES = 64;
    private static final int MOST_PROBES = 1024;
    private static final int PLACES = 64;

    private final JavaSparkContext context;
    private final SparkSettings settings;
    private final StoredSamples samples;
    private final RunOptions options;
    private final PreparedModel model;
    private final RobustnessEvaluator probes;
    private final Broadcast<TestedModel.Portable> sentModel;
    private final List<KeptBlocks> finished = new ArrayList<>();
    private @Nullable Diagnostician diagnostician;

    /**
     * Checks the model on samples from all over the data set, and sends it.
     *
     * @param settings of which the folder for finished blocks is used
     * @throws IllegalArgumentException if the model does not fit the samples, or cannot be sent, or the context does not
     *     serialize as Java does
     * @throws IOException if the samples cannot be read now
     */
    public ClusterEvaluator(
            JavaSparkContext context,
            SparkSettings settings,
            TestedModel model,
            StoredSamples samples,
            RunOptions options)
            throws IOException {
        SparkContexts.requireJavaSerialization(context);
        this.context = context;
        this.settings = settings;
        this.samples = samples;
        this.options = options;
        this.probes = new RobustnessEvaluator(model, probes(samples, options.seed()), options);
        this.model = probes.preparedModel();
        this.sentModel = context.broadcast(model.portable());
    }

    /**
     * Data sets are often sorted by class, so that the first samples would tell little: short stretches from many places are drawn.
     * What cannot be read is left to the executors, which say of which samples.
     */
    private static Samples probes(StoredSamples samples, long seed) throws IOException {
        RandomGenerator random = new SplittableRandom(seed);
        int fitting = PROBE_VALUES / samples.shape().features();
        int size = Math.min(samples.size(), Math.max(LEAST_PROBES, Math.min(MOST_PROBES, fitting)));
        int places = size == samples.size() ? 1 : PLACES;
        SampleRows probes = new SampleRows(samples.shape());
        boolean isAnyRead = false;
        for (int place = 0; place < places; place++) {
            int begin = (int) ((long) place * samples.size() / places);
            int end = (int) ((place + 1L) * samples.size() / places);
            int here = size / places;
            int from = begin + (end - begin > here ? random.nextInt(end - begin - here + 1) : 0);
            try {
                probes.addAll(samples.read(from, from + here));
                isAnyRead = true;
            } catch (IOException | RuntimeException e) {
                if (!isAnyRead && place == places - 1) {
                    throw e;
                }
                LOGGER.debug("The samples {} to {} cannot be read by the driver", from, from + here - 1, e);
            }
        }
        return probes.samples();
    }

    /**
     * Attacks all samples. What it has finished is kept until {@link #forgetFinished()}, so that it is not done again when
     * another evaluation of the same program fails.
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
        if (threatModel.goal() == Goal.FAKE) {
            throw new IllegalArgumentException(
                    "Fake images do not start from samples; a cluster attacks samples, untargeted or targeted");
        }
        threatModel.requireRoomFor(probes.samples());
        Serialization.bytes(attack); // says what cannot be sent; Spark would only say that something cannot
        KeptBlocks kept = KeptBlocks.of(
                settings.blocks(), model, probes.samples(), attack, threatModel, options, samples.identity());
        Reports reports = new Reports();
        JobProgress progress = new JobProgress(monitor, samples.size());
        kept.read(report -> {
            reports.add(report);
            progress.add(report.outcomes().size(), report.tally().broken());
        });
        Broadcast<BlockWork> work = context.broadcast(new BlockWork(
                sentModel,
                ModelPool.key(context, sentModel),
                samples.shape(),
                samples,
                probes.isRandomized(),
                attack,
                threatModel,
                options,
                BlockWork.deadline(options)));
        try {
            new BlockJob(context, kept)
                    .run(
                            attack.name() + " on " + model.model().name(),
                            tasks(work, reports),
                            report -> {
                                reports.add(report);
                                progress.add(
                                        report.outcomes().size(), report.tally().broken());
                                onReport.accept(report);
                            },
                            monitor::isCancelled);
        } finally {
            work.destroy();
        }
        finished.add(kept);
        return reports.evaluation(attack, threatModel, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Deletes the blocks of the evaluations that are complete: their results are stored, or not wanted. */
    public void forgetFinished() {
        finished.forEach(KeptBlocks::clear);
        finished.clear();
    }

    /** The domain of the samples. */
    public Domain domain() {
        return probes.domain();
    }

    /**
     * Attacks all samples, with the options of this evaluator; results of earlier builds are not taken over.
     *
     * @throws IllegalArgumentException besides, if the plan has other options, or is to stop early
     */
    @Override
    public CachedEvaluation evaluate(AttackPlan plan, StoppingRule stopping, AttackMonitor monitor) {
        if (!plan.options().equals(options) || !stopping.equals(StoppingRule.NEVER)) {
            throw new IllegalArgumentException(
                    "A cluster attacks all samples, with the options that the evaluator was made with: " + options
                            + ", not " + plan.options() + "; make one of its own for others");
        }
        return new CachedEvaluation(evaluate(plan.attack(), plan.threatModel(), monitor), false);
    }

    /** Looks at the model, on the driver, with samples from all over the data set. */
    @Override
    public Diagnosis preflight(AttackMonitor monitor) {
        return diagnostician(monitor).preflight();
    }

    /** Whether an evaluation of this model is to be believed, tried on the driver, on some of its samples. */
    @Override
    public Diagnosis diagnosis(
            AttackPlan plan, AttackEvaluation evaluation, SuccessRateLimits demand, AttackMonitor monitor) {
        return diagnostician(monitor).of(plan.attack(), evaluation, demand, plan.options(), monitor);
    }

    private Diagnostician diagnostician(AttackMonitor monitor) {
        Diagnostician known = diagnostician;
        if (known == null) {
            known = new Diagnostician(probes, options, monitor);
            diagnostician = known;
        }
        return known;
    }

    @Override
    public AttackEvaluation joined(AttackEvaluation evaluation, List<Counterexample> counterexamples) {
        return model.joined(evaluation, counterexamples);
    }

    /** Of the broken samples whose points the driver keeps. */
    @Override
    public Rate survivesEightBit(AttackEvaluation evaluation) {
        return probes.survivesEightBit(evaluation);
    }

    @Override
    public String logitsSha256() {
        return probes.logitsSha256();
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
            BlockReport known = done.byStart.get(from);
            if (known != null) {
                from = known.range().to();
                continue;
            }
            Integer next = done.byStart.higherKey(from);
            int to = (int) Math.min((long) from + step, next == null ? samples.size() : next);
            tasks.add(new BlockTask(BlockRange.ofIndices(from, to), null, null, work));
            from = to;
        }
        return tasks;
    }

    /** Lets go of the model that was sent. */
    @Override
    public void close() {
        sentModel.destroy();
        ModelPool.clear();
    }

    /** The reports so far, with as many points as a results file takes: those of the first broken samples. */
    private final class Reports {

        private final TreeMap<Integer, BlockReport> byStart = new TreeMap<>();
        private final TreeMap<Integer, BlockReport> withPoints = new TreeMap<>();
        private final long most = Math.max(
                1,
                CandidateFiles.MOST_BYTES / (2L * Float.BYTES * samples.shape().features()));
        private long points;

        void add(BlockReport report) {
            byStart.put(report.range().from(), report.withoutPoints());
            withPoints.put(report.range().from(), report);
            points += report.points().size();
            // as long as those before it are enough, whatever comes between them later
            while (points - withPoints.lastEntry().getValue().points().size() >= most) {
                points -= withPoints.pollLastEntry().getValue().points().size();
            }
        }

        AttackEvaluation evaluation(Attack attack, ThreatModel threatModel, Duration wallTime) {
            MessageDigest digest = Sha256.digest();
            byStart.values().forEach(report -> digest.update(report.hashes()));
            List<SampleOutcome> outcomes = byStart.values().stream()
                    .flatMap(report -> report.outcomes().stream())
                    .toList();
            return model.evaluation(
                    attack,
                    threatModel,
                    options,
                    Sha256.hex(digest),
                    outcomes,
                    broken(outcomes),
                    byStart.values().stream()
                            .mapToLong(BlockReport::forwardEvaluations)
                            .sum(),
                    byStart.values().stream()
                            .mapToLong(BlockReport::gradientEvaluations)
                            .sum(),
                    wallTime);
        }

        private BrokenSamples broken(List<SampleOutcome> outcomes) {
            SampleRows clean = new SampleRows(samples.shape());
            List<float[]> found = new ArrayList<>();
            List<Integer> predictions = new ArrayList<>();
            for (BlockReport report : withPoints.values()) {
                Samples own = Objects.requireNonNull(report.brokenSamples());
                for (int i = 0; i < own.size() && found.size() < most; i++) {
                    clean.add(own.input(i), own.label(i), own.index(i));
                    found.add(report.points().get(i));
                    predictions.add(outcomes.get(own.index(i)).prediction());
                }
            }
            return new BrokenSamples(
                    clean.samples(),
                    IntStream.range(0, found.size()).toArray(),
                    found,
                    predictions.stream().mapToInt(Integer::intValue).toArray());
        }
    }
}
