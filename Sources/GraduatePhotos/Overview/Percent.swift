/// Parts of a whole as people read them.
public enum Percent {
  /// 「97.3%」, never 100% of what is not whole and never 0% of what is something; 「—」 of nothing.
  public static func text(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return "—" }
    if part == whole { return "100%" }
    let tenths = min(999, max(part > 0 ? 1 : 0, part * 1_000 / whole))
    return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
  }
}
