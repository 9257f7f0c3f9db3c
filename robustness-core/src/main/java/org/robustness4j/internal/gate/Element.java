package org.robustness4j.internal.gate;

import org.robustness4j.internal.results.record.EvaluationRecord;

/** What the patterns of a rule are matched against. */
public enum Element {
    /** Nothing: the rule holds for every evaluation. */
    BUNDLE {
        @Override
        String nameOf(EvaluationRecord evaluation) {
            return "";
        }
    },
    /** The package of the test class. */
    PACKAGE {
        @Override
        String nameOf(EvaluationRecord evaluation) {
            return evaluation.test().packageName();
        }
    },
    /** The fully qualified name of the test class. */
    CLASS {
        @Override
        String nameOf(EvaluationRecord evaluation) {
            return evaluation.test().className();
        }
    },
    /** The fully qualified name of the test class, a dot, the name of the method. */
    METHOD {
        @Override
        String nameOf(EvaluationRecord evaluation) {
            return evaluation.test().className() + "." + evaluation.test().method();
        }
    },
    /** The name of the attack, as in the results. */
    ATTACK {
        @Override
        String nameOf(EvaluationRecord evaluation) {
            return evaluation.attack().name();
        }
    };

    abstract String nameOf(EvaluationRecord evaluation);
}
