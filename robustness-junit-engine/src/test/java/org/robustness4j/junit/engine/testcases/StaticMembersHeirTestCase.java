package org.robustness4j.junit.engine.testcases;

/** Has no test of its own, and inherits none. */
public class StaticMembersHeirTestCase extends StaticMembersTestCase implements StaticMembersOfAnInterface {}
