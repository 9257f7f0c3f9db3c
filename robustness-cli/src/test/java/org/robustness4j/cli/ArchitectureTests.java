package org.robustness4j.cli;

import org.robustness4j.ModuleRules;

class ArchitectureTests extends ModuleRules {

    ArchitectureTests() {
        super(classesOf("org.robustness4j.cli"), Robustness.class);
    }
}
