/// One made-up graduate, what befalls him, and what must have become of him at the end.
struct SeasonGraduate: Sendable {
  /// Over the whole season, from 0.
  let number: Int
  /// Index of his institution and of his class in it.
  let institution: Int
  let classIndex: Int
  let name: String
  let isFemale: Bool
  let idNumber: String
  let studentNumber: String
  /// Which of the photographed people lends him the face.
  let face: Int

  var fate = Fate.comes
  /// What the roster's first version says wrongly of him.
  var rosterFault: RosterFault?
  /// The name as the roster has it, when it is not his.
  var wrongName: String?
  var closesEyes = false
  /// With whom his picture changes places at the camera, by number.
  var swappedWith: Int?
  /// Stands in a run whose pictures went to the next person.
  var isShifted = false
  /// The school does not notice that his name is wrong: he does, at the proof.
  var disputes = false

  /// Marks of the pictures of him that were taken, the last one last.
  var marks: [String] = []
  /// The picture that must stand for him.
  var mark: String? { marks.last }

  /// Comes, and nothing goes wrong.
  var isUnharmed: Bool {
    fate == .comes && rosterFault == nil && wrongName == nil && !closesEyes && swappedWith == nil && !isShifted && !disputes
  }

  enum Fate: String, Sendable {
    case comes
    /// Misses his class's day and comes to the make-up.
    case comesLater
    /// Misses both.
    case staysAway
    /// Left before shooting, with a document.
    case onLeave
    /// Stands on no roster when he comes.
    case walksIn
  }

  enum RosterFault: String, Sendable, CaseIterable {
    case checkDigit
    case garbledName
    case twice
    case shortNumber
  }
}

/// One institution of the season.
struct SeasonInstitution: Sendable {
  let index: Int
  let code: String
  let name: String
  let city: String
  /// Whether it gave the enrolment photos.
  let givesReferences: Bool
  /// Numbers of its graduates by class, in roster order.
  var classes: [[Int]]

  func department(_ index: Int) -> String { "第\(Self.figures[index / 6 % 10])学院" }
  func major(_ index: Int) -> String { Self.majors[index / 2 % Self.majors.count] }
  func classGroup(_ index: Int) -> String { "\(major(index))2022-\(index + 1)班" }

  private static let figures = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
  private static let majors = ["汉语言文学", "数学与应用数学", "计算机科学与技术", "土木工程", "护理学", "会计学", "工商管理", "小学教育"]
}
