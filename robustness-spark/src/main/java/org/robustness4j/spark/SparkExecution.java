package org.robustness4j.spark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.internal.EvaluatedPart;
import org.robustness4j.evaluation.internal.EvaluationTask;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.evaluation.internal.SamplesFingerprint;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.model.TestedModel;
import org.robustness4j.model.internal.Serialization;
import org.robustness4j.spark.internal.SparkContexts;
import org.robustness4j.spark.internal.driver.BlockJob;
import org.robustness4j.spark.internal.driver.JobProgress;
import org.robustness4j.spark.internal.driver.KeptBlocks;
import org.robustness4j.spark.internal.driver.TaskSize;
import org.robustness4j.spark.internal.executor.BlockEvaluation;
import org.robustness4j.spark.internal.executor.BlockRange;
import org.robustness4j.spark.internal.executor.BlockReport;
import org.robustness4j.spark.internal.executor.BlockTask;
import org.robustness4j.spark.internal.executor.ModelPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attacks on an Apache Spark cluster: the model is sent once, the samples in parts of whole blocks, one task for
 * each. Outcomes are the same as on one machine with the same kind of processor.
 *
 * <p>It belongs to one thread.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
public final class SparkExecution implements Execution {

    private static final Logger LOGGER = LoggerFactory.getLogger(SparkExecution.class);

    private final JavaSparkContext context;
    private final SparkSettings settings;
    private final boolean isOwn;
    private final Map<TestedModel, Broadcast<TestedModel.Portable>> sentModels = new HashMap<>();

    private SparkExecution(JavaSparkContext context, SparkSettings settings, boolean isOwn) {
        this.context = context;
        this.settings = settings;
        this.isOwn = isOwn;
    }

    /**
     * Starts Spark, or connects to a cluster.
     *
     * @throws IllegalStateException if the cluster cannot be reached, or Spark cannot run in this process
     */
    public static SparkExecution open(SparkSettings settings) {
        return new SparkExecution(SparkContexts.open(settings), settings, true);
    }

    /**
     * Uses a context that the caller opened and closes.
     *
     * @param settings of which the folder for finished blocks is used
     * @throws IllegalArgumentException if the context does not serialize as Java does
     */
    public static SparkExecution on(JavaSparkContext context, SparkSettings settings) {
        SparkContexts.requireJavaSerialization(context);
        return new SparkExecution(context, settings, false);
    }

    @Override
    @API(status = Status.INTERNAL, since = "0.1")
    public EvaluatedPart evaluate(EvaluationTask task, AttackMonitor monitor) {
        Serialization.bytes(task.attack()); // says what cannot be sent; Spark would only say that something cannot
        KeptBlocks kept = kept(task);
        Map<Integer, BlockReport> reports = new TreeMap<>();
        JobProgress progress = new JobProgress(monitor, task.attackable());
        kept.read(report -> {
            reports.put(report.range().from(), report);
            progress.add(report.tally().attacked(), report.tally().broken());
        });
        if (!reports.isEmpty()) {
            LOGGER.info("{} parts were finished before", reports.size());
        }
        Broadcast<BlockEvaluation> sentEvaluation = context.broadcast(blockEvaluation(task));
        try {
            new BlockJob(context, kept)
                    .run(
                            task.attack().name() + " on " + task.model().model().name(),
                            tasks(task, sentEvaluation, reports),
                            report -> {
                                reports.put(report.range().from(), report);
                                progress.add(
                                        report.tally().attacked(),
                                        report.tally().broken());
                            },
                            monitor::isCancelled);
        } finally {
            sentEvaluation.destroy();
        }
        EvaluatedPart part = EvaluatedPart.joined(
                reports.values().stream().map(BlockReport::part).toList());
        if (part.outcomes().size() != task.samples().size()) {
            throw new IllegalStateException("There are " + task.samples().size() + " samples, but "
                    + part.outcomes().size() + " outcomes; this is a defect, please report it");
        }
        kept.clear();
        return part;
    }

    private BlockEvaluation blockEvaluation(EvaluationTask task) {
        Broadcast<TestedModel.Portable> model =
                sentModels.computeIfAbsent(task.model().model(), unsent -> context.broadcast(unsent.portable()));
        return new BlockEvaluation(
                model,
                ModelPool.key(context, model),
                task.samples().shape(),
                null,
                false,
                task.attack(),
                task.threatModel(),
                task.options(),
                BlockEvaluation.deadline(task.options()));
    }

    /** Tasks for all blocks that no report is there of. */
    private List<BlockTask> tasks(
            EvaluationTask task, Broadcast<BlockEvaluation> sentEvaluation, Map<Integer, BlockReport> reports) {
        List<Integer> bounds = task.blockBounds();
        int blocksPerTask = TaskSize.blocks(
                bounds.size() - 1,
                context.defaultParallelism(),
                (long) task.options().blockSize(task.samples().shape())
                        * task.samples().shape().features());
        List<BlockTask> tasks = new ArrayList<>();
        int block = 0;
        while (block + 1 < bounds.size()) {
            BlockReport known = reports.get(bounds.get(block));
            if (known != null) {
                block = bounds.indexOf(known.range().to());
                continue;
            }
            int end = block + 1;
            while (end - block < blocksPerTask && end + 1 < bounds.size() && !reports.containsKey(bounds.get(end))) {
                end++;
            }
            tasks.add(task(task, bounds.get(block), bounds.get(end), sentEvaluation));
            block = end;
        }
        return tasks;
    }

    private static BlockTask task(EvaluationTask task, int from, int to, Broadcast<BlockEvaluation> sentEvaluation) {
        EvaluationTask part = task.part(from, to);
        Samples samples = part.samples();
        return new BlockTask(
                new BlockRange(from, to, samples.index(0), samples.index(samples.size() - 1)),
                samples,
                part.cleanPredictions(),
                sentEvaluation);
    }

    private KeptBlocks kept(EvaluationTask task) {
        Samples samples = task.samples();
        MessageDigest digest = Sha256.digest();
        digest.update(new SamplesFingerprint(samples).ofEach());
        digest.update(
                (Arrays.toString(task.cleanPredictions()) + task.blockBounds()).getBytes(StandardCharsets.US_ASCII));
        return KeptBlocks.of(
                settings.blocks(),
                task.model(),
                samples,
                task.attack(),
                task.threatModel(),
                task.options(),
                Sha256.hex(digest));
    }

    @Override
    public void close() {
        if (isOwn) {
            context.close();
        } else {
            sentModels.values().forEach(Broadcast::destroy);
        }
        sentModels.clear();
        ModelPool.clear();
    }
}
