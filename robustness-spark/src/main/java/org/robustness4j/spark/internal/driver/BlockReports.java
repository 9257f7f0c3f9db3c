package org.robustness4j.spark.internal.driver;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.internal.SampleRows;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.internal.PreparedModel;
import org.robustness4j.internal.hash.Sha256;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.spark.internal.executor.BlockEvaluation;
import org.robustness4j.spark.internal.executor.BlockRange;
import org.robustness4j.spark.internal.executor.BlockReport;
import org.robustness4j.spark.internal.executor.BlockTask;
import org.robustness4j.threat.ThreatModel;

/**
 * The reports of a data set that executors read, with as many points as a results file takes: those of the first broken
 * samples.
 */
public final class BlockReports {

    private final InputShape shape;
    private final TreeMap<Integer, BlockReport> byStart = new TreeMap<>();
    private final TreeMap<Integer, BlockReport> withPoints = new TreeMap<>();
    private final long mostPoints;
    private long points;

    /** None yet, of samples of a shape. */
    public BlockReports(InputShape shape) {
        this.shape = shape;
        this.mostPoints = Math.max(1, CandidateFiles.MOST_BYTES / (2L * Float.BYTES * shape.features()));
    }

    public void add(BlockReport report) {
        byStart.put(report.range().from(), report.withoutPoints());
        withPoints.put(report.range().from(), report);
        points += report.points().size();
        // as long as those before it are enough, whatever comes between them later
        while (points - withPoints.lastEntry().getValue().points().size() >= mostPoints) {
            points -= withPoints.pollLastEntry().getValue().points().size();
        }
    }

    /**
     * The tasks for all samples that no report is there of.
     *
     * @param samples in the data set
     * @param step the samples of a task, whole blocks
     * @param evaluation what is done to them
     */
    public List<BlockTask> missing(int samples, int step, Broadcast<BlockEvaluation> evaluation) {
        List<BlockTask> tasks = new ArrayList<>();
        int from = 0;
        while (from < samples) {
            BlockReport known = byStart.get(from);
            if (known != null) {
                from = known.range().to();
                continue;
            }
            Integer next = byStart.higherKey(from);
            int to = (int) Math.min((long) from + step, next == null ? samples : next);
            tasks.add(new BlockTask(BlockRange.ofIndices(from, to), null, null, evaluation));
            from = to;
        }
        return tasks;
    }

    /** What the reports add up to, when there is one of every block. */
    public AttackEvaluation evaluation(
            PreparedModel model, Attack attack, ThreatModel threatModel, RunOptions options, Duration wallTime) {
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
                new AttackEvaluation.Cost(
                        byStart.values().stream()
                                .mapToLong(BlockReport::forwardEvaluations)
                                .sum(),
                        byStart.values().stream()
                                .mapToLong(BlockReport::gradientEvaluations)
                                .sum(),
                        wallTime));
    }

    private BrokenSamples broken(List<SampleOutcome> outcomes) {
        SampleRows clean = new SampleRows(shape);
        List<float[]> found = new ArrayList<>();
        List<Integer> predictions = new ArrayList<>();
        for (BlockReport report : withPoints.values()) {
            Samples own = Objects.requireNonNull(report.brokenSamples());
            for (int i = 0; i < own.size() && found.size() < mostPoints; i++) {
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
