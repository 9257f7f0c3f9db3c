package org.robustness4j.junit.engine.execution;

import java.nio.file.Path;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.hardening.HardenedModel;
import org.robustness4j.hardening.Hardening;
import org.robustness4j.hardening.HardeningMethod;
import org.robustness4j.hardening.TrainingMonitor;
import org.robustness4j.hardening.TrainingOptions;
import org.robustness4j.hardening.internal.RobustnessComparison;
import org.robustness4j.internal.report.PictureFiles;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.junit.engine.declaration.DeclaredHardening;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.publication.ProgressReport;
import org.robustness4j.junit.engine.publication.TestPublisher;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.SuccessRateLimits;

/** Hardens a copy of the model of a test, and attacks both. */
record HardeningRun(
        TestSpecification specification,
        DeclaredHardening declared,
        SuccessRateLimits limits,
        ClassExecution tests,
        TestPublisher publisher) {

    /** Tests of one model with one ball and method share a folder, and so the training. */
    private static final String FOLDER = "hardened";

    HardeningRecord record() {
        TestDeclaration declaration = specification.declaration();
        ClassFixture fixture = tests.fixture();
        Perturbation.Ball ball = ball(declaration);
        RunOptions options = tests.execution().configuration().runOptions();
        HardeningMethod method = declared.method(fixture::instanceFor);
        TestedModel model = fixture.model(declaration);
        Samples training = fixture.trainingSamples(declared.training(), declaration);
        Samples samples = fixture.evaluator(declaration, options).samples();
        RobustnessComparison.requireUnseen(fixture.samples(declaration), training);
        TrainingOptions trainingOptions = declared.options(options);
        Hardening hardening = new Hardening(ball, method, trainingOptions);
        Path results = tests.execution().configuration().resultsFolder().path();
        Path folder = Path.of(FOLDER, hardening.folderName(model, training));
        HardenedModel hardened = trained(hardening, model, training, results.resolve(folder));
        RobustnessComparison.Result outcome = reattacked(ball, samples, options, model, hardened);
        PictureFiles pictures = tests.execution().assessments().pictures();
        AttackEvaluation own = outcome.pairs().get(0).after();
        return HardeningRecord.of(
                method,
                trainingOptions,
                hardened,
                folder.resolve(hardened.file().getFileName()).toString().replace('\\', '/'),
                outcome,
                Judgement.by(own, limits).verdict(),
                pictures.write(own),
                pictures.changes(own));
    }

    private HardenedModel trained(Hardening hardening, TestedModel model, Samples training, Path folder) {
        try (ProgressReport progress = new ProgressReport(
                "Hardening for " + specification.testId().displayName(),
                steps -> steps.finished() + " of " + steps.total() + " steps",
                publisher,
                tests.execution().cancellation())) {
            return hardening.harden(model, training, folder, monitor(progress));
        }
    }

    private RobustnessComparison.Result reattacked(
            Perturbation.Ball ball, Samples samples, RunOptions options, TestedModel model, HardenedModel hardened) {
        try (ProgressReport progress = new ProgressReport(
                "Attacks before and after hardening for "
                        + specification.testId().displayName(),
                publisher,
                tests.execution().cancellation())) {
            RobustnessComparison.OwnAttack own = new RobustnessComparison.OwnAttack(
                    specification.declaration().attack().attack(tests.fixture()::instanceFor),
                    specification.threatModel(hardened.domain()),
                    specification.options(
                            options,
                            tests.execution().configuration().flag(ConfigurationKey.CERTIFY),
                            tests.execution().configuration().proofTime()));
            return new RobustnessComparison(own, ball, samples, progress)
                    .of(
                            model,
                            hardened.model().named(model.name() + " hardened").with(model.names()));
        }
    }

    private Perturbation.Ball ball(TestDeclaration declaration) {
        if (!DeclaredHardening.hasBall(specification)) {
            throw new IllegalArgumentException(
                    "@Harden needs a ball to harden against, but the test has no epsilon; put it on tests that have one");
        }
        return new Perturbation.Ball(
                declaration.threat().norm(),
                specification.epsilon(),
                declaration.threat().perStep());
    }

    private static TrainingMonitor monitor(ProgressReport progress) {
        return new TrainingMonitor() {
            @Override
            public void stepped(long done, long total) {
                progress.progressed(new AttackMonitor.Progress(done, total, 0));
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }
        };
    }
}
