/// A delivery of ours that must not be written onto a disc as it is: a fault, because nobody typed it.
///
/// Names places, never values.
public enum ViewerFault: Error, Sendable, Hashable, CustomStringConvertible {
  case tooManyPeople(Int)
  case tooManyClasses(Int)
  case repeatedID(classIndex: Int, personIndex: Int?)
  case id(classIndex: Int?, personIndex: Int?)
  case text(classIndex: Int?, personIndex: Int?)
  case valueCount(classIndex: Int, personIndex: Int)
  case path(classIndex: Int, personIndex: Int)
  /// Something that names a person would be on a disc in code mode.
  case namesInCodeMode(classIndex: Int?, personIndex: Int?)

  public var description: String {
    func place(_ classIndex: Int?, _ personIndex: Int?) -> String {
      guard let classIndex else { return "the delivery" }
      return "class \(classIndex)" + (personIndex.map { ", person \($0)" } ?? "")
    }
    switch self {
    case .tooManyPeople(let count): return "disc page: \(count) people"
    case .tooManyClasses(let count): return "disc page: \(count) classes"
    case .repeatedID(let group, let person): return "disc page: the id of \(place(group, person)) is used twice"
    case .id(let group, let person): return "disc page: the id of \(place(group, person)) has a wrong form"
    case .text(let group, let person):
      return "disc page: a text of \(place(group, person)) is too long or has control characters"
    case .valueCount(let group, let person): return "disc page: \(place(group, person)) has not one value a column"
    case .path(let group, let person): return "disc page: the picture's path of \(place(group, person)) leaves the disc"
    case .namesInCodeMode(let group, let person): return "disc page: \(place(group, person)) has personal data in code mode"
    }
  }
}
