import Foundation

/// The demonstration's users beside its data, so that the sign-in page can show them; never written for a center in service.
public enum DemonstrationFile {
  static let name = "demonstration.json"

  public static func write(_ users: [DemonstrationUser], to folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try writePrivateFile(Array(try encoder.encode(users)), path: "\(folder)/\(name)")
  }

  /// Nil when the folder holds no demonstration.
  public static func read(from folder: String) throws -> [DemonstrationUser]? {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
    return try JSONDecoder().decode([DemonstrationUser].self, from: data)
  }
}
