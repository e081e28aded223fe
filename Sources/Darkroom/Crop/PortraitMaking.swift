import GraduatePhotos

/// A portrait that was made, or found finished.
public struct MadePortrait: Sendable {
  /// The file: a new one, or the very bytes that came in.
  public let bytes: [UInt8]
  public let image: RGBImage
  public let origin: Origin

  public enum Origin: Sendable, Equatable {
    /// The picture was a portrait already; nothing was changed.
    case asItCame
    /// Cut out of a picture.
    case cut(PortraitCrop, quality: Int, subsampling: String, size: EncodedPortrait.Size, isBackgroundReplaced: Bool)
  }
}

extension PictureHeader {
  /// Whether the file is a portrait of that standard already, to be judged as it is.
  ///
  /// A JPEG of its size, upright as stored. Its bytes are kept whatever the verdict; all else that may be wrong with it (density,
  /// quality, colour, bytes) is for the checks to say.
  public func isPortrait(of standard: PhotoStandard) -> Bool {
    format == .jpeg && width == standard.widthPixels && height == standard.heightPixels && orientation == 1
  }
}

extension PhotoStandard {
  /// Cuts, resamples and encodes a portrait.
  ///
  /// `picture` is what was decoded so far: when its pixels are too coarse for the crop, the needed part is decoded again from
  /// `bytes`. `mask` gives the share of person (0…1) of each pixel of the portrait; the background is replaced only when it is given.
  public func makePortrait(
    from bytes: [UInt8], decoded picture: DecodedPicture, crop: PortraitCrop, replacing background: Background? = nil,
    mask: ((RGBImage) throws -> [Float])? = nil
  ) throws -> MadePortrait {
    var source = picture
    if crop.decodeScale < picture.scale { source = try PictureReader.decode(bytes, crop.decodeWish) }
    var image = source.portrait(crop, width: widthPixels, height: heightPixels)
    var isReplaced = false
    if let background, let mask {
      image = BackgroundReplacement(background).replace(in: image, alpha: try mask(image))
      isReplaced = true
    }
    let file = try PortraitEncoder(self).encode(image)
    return MadePortrait(
      bytes: file.bytes, image: image,
      origin: .cut(
        crop, quality: file.quality, subsampling: file.subsampling, size: file.size, isBackgroundReplaced: isReplaced))
  }
}
