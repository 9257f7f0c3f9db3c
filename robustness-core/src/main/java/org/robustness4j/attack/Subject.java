package org.robustness4j.attack;

import java.util.random.RandomGenerator;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.ThreatModel;

/**
 * One sample under attack.
 *
 * @param label its true class
 * @param threatModel what the adversary wants
 * @param region the points the adversary may turn it into
 * @param random its own random stream, the same whatever else is attacked
 */
public record Subject(int label, ThreatModel threatModel, FeasibleRegion region, RandomGenerator random) {}
