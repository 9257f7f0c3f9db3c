package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.robustness4j.attack.AttackTraits.Budget;
import org.robustness4j.attack.corruption.SpatialTransformation;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.minimal.Ddn;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;

class AttackTraitsTests {

    @Test
    void aGradientAttackInABallIsWhatAnAttackIsUnlessItSaysOtherwise() {
        AttackTraits traits = new Fgsm().traits();

        assertThat(traits.access()).isEqualTo(ModelAccess.GRADIENTS);
        assertThat(traits.needsEpsilon()).isTrue();
        assertThat(traits.isMinimal()).isFalse();
        assertThat(traits.kind()).isEqualTo(AttackKind.ADVERSARIAL);
    }

    @Test
    void anAttackThatMinimisesTheDistanceNeedsNoEpsilon() {
        assertThat(new Ddn().traits().isMinimal()).isTrue();
        assertThat(new Ddn().traits().needsEpsilon()).isFalse();
        assertThat(new HopSkipJump().traits()).isEqualTo(AttackTraits.DECISION_ATTACK.with(Budget.MINIMAL_DISTANCE));
    }

    @Test
    void anAttackWithDistancesOfItsOwnNeedsNoEpsilonAndMinimisesNothing() {
        assertThat(new FakeImage().traits().needsEpsilon()).isFalse();
        assertThat(new FakeImage().traits().isMinimal()).isFalse();
        assertThat(new SpatialTransformation().traits())
                .isEqualTo(AttackTraits.CORRUPTION.with(Budget.OPTIONAL_EPSILON));
    }

    @Test
    void anAttackMadeOfAnotherIsOfItsKind() {
        for (Attack attack : new Attack[] {new UniformNoise(), new Square(), new FakeImage()}) {
            assertThat(attack.restarts(2).traits()).isEqualTo(attack.traits());
            assertThat(new ExpectationOver(attack, 2).traits()).isEqualTo(attack.traits());
        }
        assertThat(new Ddn().restarts(2).traits()).isEqualTo(new Ddn().traits());
    }

    @Test
    void anAttackMadeOfTwoIsOfTheMoreDemandingKindOfEach() {
        assertThat(Attack.worstOf(new UniformNoise(), new Square()).traits()).isEqualTo(AttackTraits.SCORE_ATTACK);
        assertThat(Attack.worstOf(new SpatialTransformation(), new UniformNoise())
                        .traits())
                .isEqualTo(AttackTraits.CORRUPTION);
        assertThat(Attack.worstOf(new FakeImage(), new Pgd()).traits()).isEqualTo(AttackTraits.GRADIENT_ATTACK);
        assertThat(Attack.worstOf(new FakeImage(), new SpatialTransformation()).traits())
                .isEqualTo(AttackTraits.GRADIENT_ATTACK.with(Budget.OPTIONAL_EPSILON));
    }
}
