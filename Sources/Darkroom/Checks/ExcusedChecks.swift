import GraduatePhotos

extension ExcusableCheck {
  /// The photo checks that stand for what an institution may excuse (`SpecialCase`); empty where nothing measures it and a person looks anyway.
  public var photoChecks: Set<String> {
    switch self {
    case .eyesOpen: [EyesOpen().name]
    case .eyesVisible: [EyesVisible().name, EyeGlare().name, Gaze().name]
    case .glasses: [Glasses().name, EyeGlare().name, EyesVisible().name]
    case .mouth: [MouthClosed().name, Expression().name]
    case .headTilt: [HeadTilt().name, HeadTurn().name, HeadNod().name]
    case .shoulders: [ShouldersLevel().name]
    case .hair: [ForeheadFree().name]
    case .headwear: [ForeheadFree().name, HeadTop().name, DeepShadow().name]
    case .faceVisible: [FaceUncovered().name, RealFace().name]
    case .faceSize: [FaceWidth().name, EyePosition().name, HeadTop().name]
    case .ears, .jewellery: []
    }
  }
}
