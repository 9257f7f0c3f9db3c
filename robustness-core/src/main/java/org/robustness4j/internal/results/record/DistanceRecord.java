package org.robustness4j.internal.results.record;

/**
 * How far the broken samples lie from their clean ones, in the data's own units.
 *
 * @param median the median distance
 * @param maximum the largest distance
 */
public record DistanceRecord(double median, double maximum) {}
