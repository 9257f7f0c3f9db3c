package org.robustness4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;
import org.robustness4j.data.Domain;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.StoppingRule;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** The same outcomes on a standalone cluster of three worker processes, which are sent all that is not Spark. */
@Tag("slow")
class ClusterTests {

    private static final RunOptions OPTIONS = new RunOptions(7, 2);
    private static final Domain PIXELS = Domain.range(0, 1);

    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static SparkExecution spark;

    @BeforeAll
    static void start() throws Exception {
        cluster = StandaloneCluster.start(
                Files.createTempDirectory(Files.createDirectories(Path.of("target")), "cluster"), 3);
        spark = SparkExecution.open(
                new SparkSettings(cluster.master(), folder.resolve("blocks"), Duration.ofMinutes(2)));
    }

    @AfterAll
    static void stop() throws Exception {
        if (spark != null) {
            spark.close();
        }
        cluster.close();
    }

    @ParameterizedTest
    @MethodSource("org.robustness4j.spark.SparkEquivalenceTests#cases")
    void outcomesAreTheSameOnACluster(SparkEquivalenceTests.Case given) {
        RobustnessEvaluator evaluator = SparkEquivalenceTests.evaluator(given.images());
        ThreatModel threatModel = ThreatModel.untargeted(given.norm(), given.epsilon(), PIXELS);

        SparkEquivalenceTests.assertSame(
                evaluator.executedBy(spark).evaluate(given.attack(), threatModel, OPTIONS),
                evaluator.evaluate(given.attack(), threatModel, OPTIONS));
    }

    /** Ends one executor, by its process id, when the first blocks are done. */
    private static final class Killing implements AttackMonitor {

        private Optional<ProcessHandle> killed = Optional.empty();

        @Override
        public void progressed(Progress progress) {
            if (killed.isEmpty() && progress.finished() > 0 && progress.finished() < progress.total()) {
                killed = cluster.executors().findFirst().filter(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    void anExecutorThatDiesChangesNothing() {
        RobustnessEvaluator evaluator = SparkEquivalenceTests.evaluator(2000);
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);
        Pgd attack = new Pgd(40, StepSize.ofEpsilon(0.25), 2);
        Killing killing = new Killing();

        AttackEvaluation there =
                evaluator.executedBy(spark).evaluate(attack, threatModel, OPTIONS, killing, StoppingRule.NEVER);

        assertThat(killing.killed).isPresent();
        assertThat(killing.killed.get().isAlive()).isFalse();
        SparkEquivalenceTests.assertSame(there, evaluator.evaluate(attack, threatModel, OPTIONS));
    }
}
