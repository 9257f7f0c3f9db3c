package org.robustness4j.junit.engine.program;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.internal.ParameterList;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.replay.CandidateReplay;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.execution.ClassFixture;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;

/** The attack of a recorded evaluation, run again with its seed on the blocks of work that its candidates are from. */
record AttackRerun(CandidateReplay replay, TestSpecification specification, ClassFixture fixture) {

    /**
     * What the attack breaks now.
     *
     * @param options the number of workers and their memory
     * @throws IllegalArgumentException if the test declares another attack now
     */
    BrokenSamples broken(RunOptions options) {
        AttackRecord recorded = replay.evaluation().attack();
        TestDeclaration declaration = specification.declaration();
        RunOptions asRecorded = declaration
                .budget()
                .affordable(new RunOptions(recorded.seed(), options.workers()).withMemory(options.memory()));
        RobustnessEvaluator evaluator = fixture.evaluator(declaration, asRecorded);
        Attack attack = declaration.attack().attack(fixture::instanceFor);
        ThreatModel threatModel = specification.threatModel(evaluator.domain());
        requireSame("attack", recorded.name(), attack.name());
        requireSame(
                "parameters",
                new ParameterList(recorded.parameters()),
                new ParameterList(RobustnessEvaluator.parameters(attack, asRecorded)));
        requireSame(
                "block size",
                recorded.blockSize(),
                asRecorded.blockSize(evaluator.samples().shape()));
        if (threatModel.goal() == Goal.FAKE) {
            return evaluator
                    .evaluateFakes(
                            attack,
                            threatModel.target(),
                            declaration.data().fakeImages(),
                            asRecorded,
                            AttackMonitor.NONE)
                    .broken();
        }
        return evaluator
                .on(blocks(evaluator.samples(), recorded.blockSize()))
                .evaluate(attack, threatModel, asRecorded)
                .broken();
    }

    private Samples blocks(Samples samples, int blockSize) {
        Set<Integer> indices = new HashSet<>();
        IntStream.range(0, replay.stored().size()).map(replay.stored()::index).forEach(indices::add);
        Set<Integer> blocks = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            if (indices.contains(samples.index(i))) {
                blocks.add(samples.ordinal(i) / blockSize);
            }
        }
        Samples chosen = samples.where(i -> blocks.contains(samples.ordinal(i) / blockSize));
        if (chosen.size() == 0) {
            throw new IllegalArgumentException(
                    "the samples no longer hold any of those that were broken; their provider returns others now");
        }
        return chosen;
    }

    /** Compared as text, because parameters come back from JSON with types of their own. */
    private static void requireSame(String what, Object recorded, Object now) {
        if (!recorded.toString().equals(now.toString())) {
            throw new IllegalArgumentException("the attack cannot be run again: its " + what + " was " + recorded
                    + ", and is " + now + "; undo the change, or leave out " + Constants.REPLAY_RERUN);
        }
    }
}
