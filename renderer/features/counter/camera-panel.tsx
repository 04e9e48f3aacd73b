import { Focus, Flashlight, FlashlightOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { SelectBox } from '../../components/select-box.tsx'
import { Text, useText } from '../../i18n/text.tsx'
import { startCamera } from '../../scanner/camera/camera.ts'
import type { RunningCamera } from '../../scanner/camera/camera.ts'
import { asScanned } from '../../scanner/camera/camera-read.ts'
import type { CameraDevice, CameraState } from '../../scanner/camera/camera-state.ts'
import { noTools } from '../../scanner/camera/camera-tools.ts'
import type { CameraTools } from '../../scanner/camera/camera-tools.ts'
import { closeOverlay } from '../../stores/navigation.ts'
import { scanned } from '../../stores/scan-routing.ts'
import { useTill } from '../../stores/till-context.tsx'
import { CameraZoom } from './camera-zoom.tsx'
import { useCameras, useShown } from './use-cameras.ts'
import './camera-panel.css'

function StateWords({ state }: { readonly state: CameraState }): ReactNode {
  switch (state.state) {
    case 'idle':
    case 'starting':
      return <Text id="camera.starting" />
    case 'looking':
      return <Text id={state.hint === null ? 'camera.looking' : `camera.hint.${state.hint}`} />
    case 'found':
      return <Text id="camera.found" />
    case 'failed':
      return <Text id={`camera.failed.${state.reason}`} />
  }
}

/** What the frame on the picture looks like: quiet, with something in it, or done. */
function mood(state: CameraState): string {
  return state.state === 'looking' && state.hint === 'unread' ? 'unread' : state.state
}

/** The camera as a scanner: closed by the first card it reads, off whenever nobody can see its picture. */
export function CameraPanel(): ReactNode {
  const till = useTill()
  const text = useText()
  const video = useRef<HTMLVideoElement>(null)
  const camera = useRef<RunningCamera | null>(null)
  const [state, setState] = useState<CameraState>({ state: 'starting' })
  const [tools, setTools] = useState<CameraTools>(noTools)
  const [tries, setTries] = useState(0)
  const [chosen, setChosen] = useState<string>()
  const isShown = useShown()
  const again = (): void => {
    setTries((before) => before + 1)
  }
  const isWaiting = state.state === 'failed' && (state.reason === 'no-camera' || state.reason === 'unplugged')
  const cameras = useCameras(state, isWaiting ? again : null)
  useEffect(() => {
    if (video.current === null || !isShown) return undefined
    const running = startCamera({
      video: video.current,
      ...(chosen === undefined ? {} : { deviceId: chosen }),
      onState: setState,
      onTools: setTools,
      onCode: (read) => {
        closeOverlay(till)
        void scanned(till, asScanned(read), { by: 'camera', at: performance.now() })
      },
    })
    camera.current = running
    return () => {
      running.stop()
      camera.current = null
    }
  }, [till, tries, chosen, isShown])
  const close = (): void => {
    closeOverlay(till)
  }
  const isOn = state.state === 'looking' || state.state === 'found'
  // Black is what it shows, not that it is off.
  const runs = isOn || (state.state === 'failed' && state.reason === 'black')
  return (
    <Dialog title={text('camera.title')} size="l" onClose={close}>
      <div className={`camera-panel camera-panel--${mood(state)}`}>
        <div className="camera-panel__picture">
          <video ref={video} className="camera-panel__video" muted playsInline aria-hidden="true" />
          <span className="camera-panel__frame" aria-hidden="true" />
          {runs ? (
            <span className="camera-panel__on">
              <Text id="camera.on" />
            </span>
          ) : null}
        </div>
        <p className="camera-panel__words" role="status">
          <StateWords state={state} />
        </p>
        {state.state === 'failed' && state.reason !== 'black' ? (
          <Button variant="primary" onPress={again}>
            <Text id="camera.retry" />
          </Button>
        ) : null}
        <div className="camera-panel__tools">
          {isOn ? <Tools tools={tools} camera={camera} /> : null}
          <Choice cameras={cameras} state={state} onChange={setChosen} />
        </div>
      </div>
    </Dialog>
  )
}

function Tools({
  tools,
  camera,
}: {
  readonly tools: CameraTools
  readonly camera: RefObject<RunningCamera | null>
}): ReactNode {
  const { torch, zoom, canRefocus } = tools
  return (
    <>
      {torch === null ? null : (
        <Button
          icon={torch ? <FlashlightOff size={20} aria-hidden /> : <Flashlight size={20} aria-hidden />}
          onPress={() => void camera.current?.torch(!torch)}
        >
          <Text id={torch ? 'camera.torch.off' : 'camera.torch.on'} />
        </Button>
      )}
      {canRefocus ? (
        <Button icon={<Focus size={20} aria-hidden />} onPress={() => void camera.current?.refocus()}>
          <Text id="camera.focus" />
        </Button>
      ) : null}
      {zoom === null ? null : (
        <CameraZoom zoom={zoom} onChange={(value) => void camera.current?.zoom(value)} />
      )}
    </>
  )
}

/** Which camera, where there are several. The labels are the system's. */
function Choice({
  cameras,
  state,
  onChange,
}: {
  readonly cameras: readonly CameraDevice[]
  readonly state: CameraState
  readonly onChange: (id: string) => void
}): ReactNode {
  const text = useText()
  if (cameras.length < 2) return null
  const current = state.state === 'looking' || state.state === 'found' ? state.device.id : ''
  return (
    <SelectBox
      label={text('camera.choice')}
      value={current}
      onChange={onChange}
      options={cameras.map(({ id, label }, at) => ({
        value: id,
        label: label === '' ? text('camera.choice.nameless', { number: at + 1 }) : label,
      }))}
    />
  )
}
