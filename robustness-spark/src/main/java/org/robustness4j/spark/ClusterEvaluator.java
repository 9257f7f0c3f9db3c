package org.robustness4j.spark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.evaluation.internal.Counterexample;
import org.robustness4j.evaluation.internal.PreparedModel;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.spark.internal.driver.BlockJob;
import org.robustness4j.spark.internal.driver.BlockReports;
import org.robustness4j.spark.internal.driver.JobProgress;
import org.robustness4j.spark.internal.driver.KeptBlocks;
import org.robustness4j.spark.internal.driver.Probes;
import org.robustness4j.spark.internal.driver.TaskSize;
import org.robustness4j.spark.internal.executor.BlockEvaluation;
import org.robustness4j.spark.internal.executor.BlockReport;
import org.robustness4j.spark.internal.executor.ModelPool;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.SuccessRateLimits;

/**
 * Evaluates a model on a data set that no process has to hold: executors read the blocks that they attack, and the
 * driver keeps outcomes, of 100 bytes or so for each sample, and a few of the points that were found.
 *
 * <p>It belongs to one thread.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class ClusterEvaluator implements AttackTarget, AutoCloseable {

    private final JavaSparkContext context;
    private final SparkSettings settings;
    private final StoredSamples samples;
    private final RunOptions options;
    private final PreparedModel model;
    private final RobustnessEvaluator probes;
    private final Broadcast<TestedModel.Portable> sentModel;
    private final List<KeptBlocks> finished = new ArrayList<>();
    private final Diagnostician diagnostician;

    /**
     * Checks the model on samples from all over the data set, and sends it.
     *
     * @param settings of which the folder for finished blocks is used
     * @throws IllegalArgumentException if the model does not fit the samples, or cannot be sent, or the context does
     *     not serialize as Java does
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
        this.probes = new RobustnessEvaluator(model, new Probes(samples).drawn(options.seed()), options);
        this.model = probes.preparedModel();
        this.diagnostician = new Diagnostician(probes, options);
        this.sentModel = context.broadcast(model.portable());
    }

    /**
     * Attacks all samples. What it has finished is kept until {@link #forgetFinished()}, so that it is not done again
     * when another evaluation of the same program fails.
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
        BlockReports reports = new BlockReports(samples.shape());
        JobProgress progress = new JobProgress(monitor, samples.size());
        kept.read(report -> {
            reports.add(report);
            progress.add(report.outcomes().size(), report.tally().broken());
        });
        Broadcast<BlockEvaluation> evaluation = context.broadcast(new BlockEvaluation(
                sentModel,
                ModelPool.key(context, sentModel),
                samples.shape(),
                samples,
                probes.isRandomized(),
                attack,
                threatModel,
                options,
                BlockEvaluation.deadline(options)));
        try {
            new BlockJob(context, kept)
                    .run(
                            attack.name() + " on " + model.model().name(),
                            reports.missing(samples.size(), step(), evaluation),
                            report -> {
                                reports.add(report);
                                progress.add(
                                        report.outcomes().size(), report.tally().broken());
                                onReport.accept(report);
                            },
                            monitor::isCancelled);
        } finally {
            evaluation.destroy();
        }
        finished.add(kept);
        return reports.evaluation(model, attack, threatModel, options, Duration.ofNanos(System.nanoTime() - start));
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
    @API(status = Status.INTERNAL, since = "0.1")
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
    @API(status = Status.INTERNAL, since = "0.1")
    public Diagnosis preflight(AttackMonitor monitor) {
        return diagnostician.preflight(monitor);
    }

    /** Whether an evaluation of this model is to be believed, tried on the driver, on some of its samples. */
    @Override
    @API(status = Status.INTERNAL, since = "0.1")
    public Diagnosis diagnosis(
            AttackPlan plan, AttackEvaluation evaluation, SuccessRateLimits limits, AttackMonitor monitor) {
        return diagnostician.of(plan.attack(), evaluation, limits, plan.options(), monitor);
    }

    @Override
    @API(status = Status.INTERNAL, since = "0.1")
    public AttackEvaluation joined(AttackEvaluation evaluation, List<Counterexample> counterexamples) {
        return model.joined(evaluation, counterexamples);
    }

    /** Of the broken samples whose points the driver keeps. */
    @Override
    @API(status = Status.INTERNAL, since = "0.1")
    public Rate survivesEightBit(AttackEvaluation evaluation) {
        return probes.survivesEightBit(evaluation);
    }

    @Override
    @API(status = Status.INTERNAL, since = "0.1")
    public String logitsSha256() {
        return probes.logitsSha256();
    }

    /** The samples of a task, whole blocks. */
    private int step() {
        int blockSize = options.blockSize(samples.shape());
        long blocks = -Math.floorDiv(-(long) samples.size(), blockSize);
        return blockSize
                * TaskSize.blocks(
                        blocks,
                        context.defaultParallelism(),
                        (long) blockSize * samples.shape().features());
    }

    /** Lets go of the model that was sent. */
    @Override
    public void close() {
        sentModel.destroy();
        ModelPool.clear();
    }
}
