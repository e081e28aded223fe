/// Everything that is measured of one picture: each number with its unit and definition at its place.
///
/// All but `faces` are nil when the picture has no face.
public struct PhotoMeasures: Sendable, Hashable, Codable {
  public var faces: FacesMeasure
  public var placement: PlacementMeasure?
  public var pose: PoseMeasure?
  public var eyes: EyesMeasure?
  public var mouth: MouthMeasure?
  public var light: LightMeasure?
  public var colour: ColourMeasure?
  public var detail: DetailMeasure?
  public var cover: CoverMeasure?
  /// Nil also where a person fills the portrait.
  public var background: BackgroundMeasure?

  /// A picture without a face.
  public init() { faces = FacesMeasure() }

  /// Measures a portrait whose sitter was found in the whole picture.
  public init(_ frame: PortraitFrame) {
    let patches = FacePatches(frame)
    let cells = BackgroundCells(frame)
    let eyes = EyesMeasure(frame, patches: patches)
    faces = FacesMeasure(frame.sitter.finding, width: frame.image.width, height: frame.image.height)
    placement = PlacementMeasure(frame, patches: patches)
    pose = PoseMeasure(frame)
    self.eyes = eyes
    mouth = MouthMeasure(frame)
    light = LightMeasure(frame, patches: patches, eyes: eyes)
    colour = ColourMeasure(patches: patches)
    detail = DetailMeasure(frame, background: cells)
    cover = CoverMeasure(frame, patches: patches)
    background = BackgroundMeasure(cells, frame: frame)
  }
}
