import type { ReactNode } from 'react'
import { Label } from 'react-aria-components/Label'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { Text } from '../../i18n/text.tsx'
import type { CameraTools } from '../../scanner/camera/camera-tools.ts'

/** How close the camera looks. */
export function CameraZoom({
  zoom: { value, min, max, step },
  onChange,
}: {
  readonly zoom: NonNullable<CameraTools['zoom']>
  readonly onChange: (value: number) => void
}): ReactNode {
  return (
    <Slider
      className="camera-zoom"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={onChange}
    >
      <Label className="camera-zoom__label">
        <Text id="camera.zoom" />
      </Label>
      <SliderTrack className="camera-zoom__track">
        <SliderThumb className="camera-zoom__thumb" />
      </SliderTrack>
    </Slider>
  )
}
