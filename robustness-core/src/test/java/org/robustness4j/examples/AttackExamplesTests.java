package org.robustness4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.AttackTraits;
import org.robustness4j.attack.AttackedSample;
import org.robustness4j.attack.Candidate;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.Search;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.GradientSearch;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.loss.CrossEntropy;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.reference.AffineClassifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** The examples in the Javadoc of attacks. */
class AttackExamplesTests {

    private static final Domain PIXELS = Domain.range(0, 1);

    private final AffineClassifier classifier = AffineClassifier.random(3, 20, PIXELS, 1);
    private final Samples samples = classifier.samples(30, PIXELS, 2);

    @Test
    void anAttackFindsAPointForEachSample() {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 8 / 255.0, Domain.range(0, 1));
        AttackRun run = new Pgd().run(classifier, samples, threatModel, RunOptions.seed(1));

        assertThat(run.candidates()).hasSize(30);
        assertThat(run.candidates()).anyMatch(Candidate::claimed);
    }

    static final class OneStep extends Attack {
        @Override
        protected Search begin(AttackedSample sample) {
            return new GradientSearch(sample, new CrossEntropy(), 1) {
                @Override
                protected float[] step(float[] point, float[] gradient) {
                    return sample.region()
                            .ascend(point, gradient, sample.region().epsilon());
                }
            };
        }
    }

    @Test
    void anAttackOfTenLinesFindsWhatFgsmFinds() {
        ThreatModel threatModel = ThreatModel.untargeted(Norm.LINF, 0.1, PIXELS);

        AttackRun own = new OneStep().run(classifier, samples, threatModel, RunOptions.seed(1));
        AttackRun fgsm = new Fgsm().run(classifier, samples, threatModel, RunOptions.seed(1));

        assertThat(own.candidates())
                .usingRecursiveFieldByFieldElementComparator()
                .isEqualTo(fgsm.candidates());
        assertThat(new OneStep().traits()).isEqualTo(AttackTraits.GRADIENT_ATTACK);
    }
}
