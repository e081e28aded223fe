/// The end of a person's internal number: what stands for him where no name may (code mode), on lists, prints and discs alike.
public enum PersonEnd {
  public static func of(_ id: String) -> String { String(id.suffix(12)) }
}
