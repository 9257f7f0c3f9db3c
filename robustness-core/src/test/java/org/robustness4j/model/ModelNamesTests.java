package org.robustness4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.AttackEvaluation.EvaluatedModel;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

class ModelNamesTests {

    private static final Samples SAMPLES = LinearModel.samples(4);
    private static final RunOptions OPTIONS = RunOptions.seed(1);

    private static TestedModel model() {
        return LinearModel.UNBIASED.tested();
    }

    private static EvaluatedModel described(TestedModel model) {
        return new RobustnessEvaluator(model, SAMPLES, OPTIONS).preparedModel().description();
    }

    @Test
    void evaluationsCarryThem() {
        TestedModel named = model().classNames("dark", "bright").featureNames("grey");

        AttackEvaluation evaluation = new RobustnessEvaluator(named, SAMPLES, OPTIONS)
                .evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.01, named.domain()), OPTIONS);

        assertThat(named.declaredClassNames()).containsExactly("dark", "bright");
        assertThat(named.declaredFeatureNames()).containsExactly("grey");
        assertThat(evaluation.model().classNames()).containsExactly("dark", "bright");
        assertThat(evaluation.model().featureNames()).containsExactly("grey");
        assertThat(evaluation.model().className(1)).isEqualTo("bright");
        assertThat(evaluation.model().classNameWithNumber(1)).isEqualTo("bright (1)");
    }

    @Test
    void withoutThemClassesAreCalledByTheirNumbers() {
        assertThat(described(model()).className(1)).isEqualTo("1");
        assertThat(described(model()).classNameWithNumber(1)).isEqualTo("1");
        assertThat(model().classNames("a", "b").classNames().declaredClassNames())
                .isEmpty();
    }

    @Test
    void thereHasToBeOneForEach() {
        assertThatThrownBy(() -> described(model().classNames("dark", "bright", "grey")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The model 'halves' has 2 classes, but 3 names are given ('dark' to 'grey'); give one for"
                        + " each, in their order, in TestedModel.classNames or @TestSamples(classNames)");
        assertThatThrownBy(() -> described(model().classNames(List.of("dark"))))
                .hasMessageContaining("has 2 classes, but 1 name is given ('dark')");
        assertThatThrownBy(() -> described(model().featureNames("left", "right")))
                .hasMessage("The model 'halves' takes samples of 1 feature (or channel), but 2 names are given ('left'"
                        + " to 'right'); give one for each, in their order, in TestedModel.featureNames or"
                        + " @TestSamples(featureNames)");
    }

    @Test
    void theyHaveToDiffer() {
        assertThatThrownBy(() -> model().classNames("dark", "bright", "dark"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The classes 0 and 2 are both named 'dark'; give each of the classes a name of its own");
        assertThatThrownBy(() -> model().featureNames("income", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The name of feature 1 is blank; give one name for each of the features, in their order");
        assertThatThrownBy(() -> model().classNames("dark", "bri\nght"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The name of class 1 has a line end, a tab or another control character; write it in one line");
    }

    @Test
    void thoseThatComeWithTheDataAreUsedWhereTheyFit() {
        TestedModel fitting = model().with(model().names().orFound(List.of("dark", "bright"), List.of("grey")));
        TestedModel others = model().with(model().names().orFound(List.of("a", "b", "c"), List.of("d", "d")));
        TestedModel declared = model().classNames("no", "yes");
        TestedModel kept = declared.with(declared.names().orFound(List.of("dark", "bright"), List.of()));

        assertThat(described(fitting).classNames()).containsExactly("dark", "bright");
        assertThat(described(fitting).featureNames()).containsExactly("grey");
        assertThat(described(others).classNames()).isEmpty();
        assertThat(described(others).featureNames()).isEmpty();
        assertThat(described(kept).classNames()).containsExactly("no", "yes");
    }
}
