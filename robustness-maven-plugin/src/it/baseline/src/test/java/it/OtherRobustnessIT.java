package it;

/** The same test under another name, which a run may leave out. */
class OtherRobustnessIT extends LineRobustnessIT {}
