import GraduatePhotos

/// What stands over a class's photos; it names no person, so that it is the same in both regimes.
public struct ClassHeading: Sendable, Hashable {
  public var institution: String
  public var department: String
  public var classGroup: String
  /// 交付编号, as people quote it.
  public var deliveryNumber: String

  public init(institution: String, department: String, classGroup: String, deliveryNumber: String) {
    self.institution = institution
    self.department = department
    self.classGroup = classGroup
    self.deliveryNumber = deliveryNumber
  }

  /// 「机电工程学院　机械设计2010级1班」.
  var place: String { [department, classGroup].filter { !$0.isEmpty }.joined(separator: "　") }
  var texts: [String] { [institution, department, classGroup, deliveryNumber] }
}

/// One graduate's photo and what stands under it.
public struct CaptionedPhoto<Caption: PhotoCaption>: Sendable {
  public enum Picture: Sendable {
    /// A portrait's bytes: JPEG of one or three components, upright as stored.
    case portrait([UInt8])
    case missing(NoPortraitReason)
  }

  /// Whatever the caller knows the graduate by; comes back in `BlockedPrint` and is never printed.
  public var id: String
  public var caption: Caption
  public var picture: Picture

  public init(id: String, caption: Caption, picture: Picture) {
    self.id = id
    self.caption = caption
    self.picture = picture
  }
}

/// One class in the order of its roster.
public struct CaptionedClass<Caption: PhotoCaption>: Sendable {
  public var heading: ClassHeading
  public var people: [CaptionedPhoto<Caption>]

  public init(heading: ClassHeading, people: [CaptionedPhoto<Caption>]) {
    self.heading = heading
    self.people = people
  }

  /// About what its photos add to a file: each with its dictionary and its place on the page.
  var portraitBytes: Int {
    people.reduce(0) { sum, person in
      if case .portrait(let bytes) = person.picture { sum + bytes.count + 1_200 } else { sum + 600 }
    }
  }
}
