import Darkroom

/// The photo checks by name, for forms and pages that do not judge pictures themselves.
public enum PhotoCheckNames {
  public struct Entry: Sendable, Hashable, Identifiable {
    /// Stable, as in reports and settings.
    public let name: String
    /// What people call it.
    public let title: String

    public var id: String { name }
  }

  /// In the order of reports.
  public static let all = PhotoChecks.all.map { Entry(name: $0.name, title: $0.title) }

  /// The title of a check; the name itself when there is none of that name.
  public static func title(_ name: String) -> String { all.first { $0.name == name }?.title ?? name }

  /// The name that somebody means who wrote a name or a title.
  public static func name(_ text: String) -> String? { all.first { $0.name == text || $0.title == text }?.name }
}
