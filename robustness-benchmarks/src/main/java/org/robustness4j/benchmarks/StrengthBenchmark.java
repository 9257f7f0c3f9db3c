package org.robustness4j.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.data.Domain;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.diagnosis.internal.Diagnostician;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AutoAttack on digits, and what it costs to believe PGD, each with verification by the model's own output. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // set by JMH before each run
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 2)
public class StrengthBenchmark {

    private static final Logger LOG = LoggerFactory.getLogger(StrengthBenchmark.class);
    private static final Domain PIXELS = Domain.range(0, 1);

    @Param({"2"})
    public int workers;

    @Param({"1000"})
    public int images;

    private RunOptions options = new RunOptions(1, 1);
    private RobustnessEvaluator evaluator;
    private String lastOutcome = "";

    /** Predicts the clean images. */
    @Setup
    public void predict() {
        options = new RunOptions(1, workers);
        evaluator = new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).in(PIXELS), ReferenceData.mnist(images), options);
    }

    /** AutoAttack, LINF 0.1. */
    @Benchmark
    public AttackEvaluation autoAttackInLinf() {
        return evaluate(new AutoAttack(), Norm.LINF, 0.1);
    }

    /** AutoAttack, L2 1.5. */
    @Benchmark
    public AttackEvaluation autoAttackInL2() {
        return evaluate(new AutoAttack(), Norm.L2, 1.5);
    }

    /** PGD of 40 steps with 5 restarts, LINF 0.1. */
    @Benchmark
    public AttackEvaluation pgd() {
        return evaluate(new Pgd(), Norm.LINF, 0.1);
    }

    /** The same, and all checks of model and attack. */
    @Benchmark
    public Diagnosis pgdWithChecks() {
        return new Diagnostician(evaluator, options).of(new Pgd(), pgd(), options);
    }

    private AttackEvaluation evaluate(Attack attack, Norm norm, double epsilon) {
        AttackEvaluation evaluation =
                evaluator.evaluate(attack, ThreatModel.untargeted(norm, epsilon, PIXELS), options);
        lastOutcome = "robust accuracy " + evaluation.robustAccuracy() + ", "
                + evaluation.cost().gradientEvaluations() + " gradients, "
                + evaluation.cost().forwardEvaluations() + " forward evaluations";
        return evaluation;
    }

    /** Says what the attack did, so that speed is not mistaken for success. */
    @TearDown
    public void report() {
        LOG.info(lastOutcome);
    }
}
