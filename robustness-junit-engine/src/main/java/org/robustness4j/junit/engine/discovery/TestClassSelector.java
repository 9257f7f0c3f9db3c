package org.robustness4j.junit.engine.discovery;

import org.junit.platform.engine.DiscoverySelector;
import org.robustness4j.junit.engine.declaration.TestClass;

/**
 * Selects a class inside those around it, whatever filter there is for names: it is selected because of another one.
 */
record TestClassSelector(TestClass testClass) implements DiscoverySelector {}
