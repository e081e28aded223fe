/// Somebody who may stand before the camera: a graduate, or in code mode a collection code.
public struct DuePerson: Sendable, Hashable, Codable, Identifiable {
  /// Whether a photo is wanted of him at all.
  public enum Standing: Sendable, Hashable, Codable {
    case due
    /// No photo is wanted; the reason as people read it: 「休学」, 「已有照片」.
    case left(String)
    /// Said not to come; the reason and the way on as people read them.
    case absent(String)
  }

  /// The graduate's or the code's id in the center.
  public var id: String
  /// Empty in code mode.
  public var name: String
  /// Empty in code mode.
  public var studentNumber: String
  /// The institution's or study center's id whose student he is: classes of two places may bear one name.
  public var placeID: String
  public var turn: TurnKey
  /// Lower-case initials of the name, one text for each way to read it: 「zw」; empty without a table of readings.
  public var initials: [String]
  /// What was typed or scanned for him, as hexadecimal of a keyed hash: identity number or collection code.
  public var marks: [String]
  public var standing: Standing
  /// What the photographer has to mind, never a diagnosis: 「左眼睁不开，不必重拍」.
  public var instructions: [String]

  public init(
    id: String, name: String, studentNumber: String, placeID: String, turn: TurnKey, initials: [String] = [],
    marks: [String] = [],
    standing: Standing = .due, instructions: [String] = []
  ) {
    self.id = id
    self.name = name
    self.studentNumber = studentNumber
    self.placeID = placeID
    self.turn = turn
    self.initials = initials
    self.marks = marks
    self.standing = standing
    self.instructions = instructions
  }
}
