import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { Text, useText } from '../../i18n/text.tsx'
import { startCamera } from '../../scanner/camera/camera.ts'
import type { CameraState } from '../../scanner/camera/camera-state.ts'
import { closeOverlay } from '../../stores/navigation.ts'
import { scanned } from '../../stores/scan-routing.ts'
import { useTill } from '../../stores/till-context.tsx'
import './camera-panel.css'

function StateWords({ state }: { readonly state: CameraState }): ReactNode {
  switch (state.state) {
    case 'idle':
    case 'starting':
      return <Text id="camera.starting" />
    case 'looking':
      return <Text id="camera.looking" />
    case 'found':
      return <Text id="camera.found" />
    case 'failed':
      return <Text id={`camera.failed.${state.reason}`} />
  }
}

/** The camera as a scanner: closed by the first card it reads. */
export function CameraPanel(): ReactNode {
  const till = useTill()
  const text = useText()
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<CameraState>({ state: 'starting' })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    if (video.current === null) return undefined
    const camera = startCamera({
      video: video.current,
      onState: setState,
      onCode: (read) => {
        closeOverlay(till)
        void scanned(till, read.text)
      },
    })
    return () => {
      camera.stop()
    }
  }, [till, tries])
  const close = (): void => {
    closeOverlay(till)
  }
  return (
    <Dialog title={text('camera.title')} size="l" onClose={close}>
      <div className={`camera-panel camera-panel--${state.state}`}>
        <video ref={video} className="camera-panel__video" muted playsInline aria-hidden="true" />
        <span className="camera-panel__frame" aria-hidden="true" />
        <p className="camera-panel__words" role="status">
          <StateWords state={state} />
        </p>
        {state.state === 'failed' ? (
          <Button
            variant="primary"
            onPress={() => {
              setTries((before) => before + 1)
            }}
          >
            <Text id="camera.retry" />
          </Button>
        ) : null}
      </div>
    </Dialog>
  )
}
